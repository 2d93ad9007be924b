import { expect, test } from 'vitest'
import type { SessionClient } from '../../../../src/console/session/session-client.ts'
import { SessionClients } from '../../../../src/console/session/session-clients.ts'

/** Conversations that only say when they begin and end. */
function recorded() {
  const happened: string[] = []
  const clients = new SessionClients((id) => {
    happened.push(`${id} begins`)
    return { [Symbol.dispose]: () => void happened.push(`${id} ends`) } as Partial<SessionClient> as SessionClient
  })
  return { clients, happened }
}

test('a conversation begins when its session is first in view, and goes on when another is', () => {
  const { clients, happened } = recorded()
  const started = new Set(['a', 'b'])
  clients.keep(started, undefined)
  clients.keep(started, 'a')
  clients.keep(started, 'b')
  clients.keep(started, 'a')
  expect(happened).toEqual(['a begins', 'b begins'])
})

test('a conversation ends with its session', () => {
  const { clients, happened } = recorded()
  clients.keep(new Set(['a', 'b']), 'a')
  clients.keep(new Set(['b']), 'a')
  expect(happened).toEqual(['a begins', 'a ends'])
  expect(clients.all.value.size).toBe(0)
})

test('a conversation that was given up is begun anew only on request', () => {
  const { clients, happened } = recorded()
  clients.keep(new Set(['a']), 'a')
  clients.restart('a')
  expect(happened).toEqual(['a begins', 'a ends', 'a begins'])
})
