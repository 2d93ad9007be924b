import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { LinkState } from '../../../../src/console/broker/broker-link.ts'
import { onCustomersBack } from '../../../../src/console/session-list/customers-back.ts'
import type { SessionList } from '../../../../src/console/session-list/session-list.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'

/** A list that a test fills, and who was said to be back. */
function watched() {
  const rows = signal<readonly SessionView[] | undefined>(undefined)
  const state = signal<LinkState>({ name: 'open' })
  const back: string[] = []
  const list = { rows, link: { state } } as Pick<SessionList, 'rows'> & { link: { state: typeof state } }
  const stop = onCustomersBack(list as Pick<SessionList, 'rows' | 'link'>, (id) => back.push(id))
  const show = (statuses: Readonly<Record<string, SessionView['status']>>) => {
    rows.value = Object.entries(statuses).map(([id, status]) => ({ id, status }) as SessionView)
  }
  return { state, back, show, stop }
}

test('a customer is back when the row says Active again, and only then', () => {
  const { back, show } = watched()
  show({ a: 'Active', b: 'Active' })
  show({ a: 'Reconnecting', b: 'Active' })
  show({ a: 'Offline', b: 'Active' })
  expect(back).toEqual(['a', 'b'])
  show({ a: 'Active', b: 'Active' })
  expect(back).toEqual(['a', 'b', 'a'])
})

test('when the list itself comes back, every customer who can be reached is', () => {
  const { back, show, state } = watched()
  show({ a: 'Active', b: 'Reconnecting' })
  state.value = { name: 'lost' }
  back.length = 0
  state.value = { name: 'open' }
  expect(back).toEqual(['a'])
})

test('nobody is told any more after the end', () => {
  const { back, show, stop } = watched()
  stop()
  show({ a: 'Active' })
  expect(back).toEqual([])
})
