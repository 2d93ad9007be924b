import { expect, test } from 'vitest'
import { FileList } from '../../../../src/console/files/file-list.ts'
import { Chat } from '../../../../src/console/session/chat.ts'
import type { SessionClient } from '../../../../src/console/session/session-client.ts'
import { SessionClients } from '../../../../src/console/session/session-clients.ts'

/** Conversations that only say when they begin and end. */
function recorded() {
  const happened: string[] = []
  const clients = new SessionClients((id) => {
    happened.push(`${id} begins`)
    const [chat, files] = [new Chat(() => {}), { list: new FileList() }]
    const ends = () => void happened.push(`${id} ends`)
    return { chat, files, [Symbol.dispose]: ends } as unknown as SessionClient
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

test('what was written stays when the conversation is begun anew, or over, until the session is gone', () => {
  const { clients } = recorded()
  clients.keep(new Set(['a']), 'a')
  clients.chat('a')?.say('Hello')
  clients.restart('a')
  expect(clients.all.value.get('a')?.chat.lines.value).toMatchObject([{ text: 'Hello' }])
  clients.keep(new Set(), 'a')
  expect(clients.chat('a')?.lines.value).toMatchObject([{ text: 'Hello' }])
  clients.forget('a')
  expect(clients.chat('a')).toBeUndefined()
})

test('what came in a session can be saved when the conversation was begun anew, and when it is over', () => {
  const { clients } = recorded()
  clients.keep(new Set(['a']), 'a')
  clients.files('a')?.add('received', 'photo.jpg', 1)
  clients.restart('a')
  clients.files('a')?.add('received', 'second.jpg', 1)
  clients.keep(new Set(), 'a')
  expect(clients.files('a')?.items.value.map(({ name, key }) => [name, key])).toEqual([
    ['photo.jpg', 1],
    ['second.jpg', 2],
  ])
  clients.forget('a')
  expect(clients.files('a')).toBeUndefined()
})
