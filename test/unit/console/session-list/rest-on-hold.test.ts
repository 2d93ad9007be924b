import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { LinkState } from '../../../../src/console/broker/broker-link.ts'
import { restOnHold } from '../../../../src/console/session-list/rest-on-hold.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'

/** A list and the line of its one session; how often that was let rest. */
function watched() {
  const rows = signal<readonly SessionView[] | undefined>(undefined)
  const state = signal<LinkState>({ name: 'open' })
  let rests = 0
  const rest = () => {
    rests += 1
  }
  const stop = restOnHold({ rows }, signal(new Map([['a', { link: { state, rest } }]])))
  const show = (status: SessionView['status']) => {
    rows.value = [{ id: 'a', status } as SessionView]
  }
  return { state, show, stop, rests: () => rests }
}

test('a line that is lost rests while its session is on hold, whichever is told first', () => {
  const { state, show, rests } = watched()
  show('On Hold')
  expect(rests()).toBe(0)
  state.value = { name: 'lost' }
  expect(rests()).toBe(1)
  show('Active')
  state.value = { name: 'lost' }
  expect(rests()).toBe(1)
  show('On Hold')
  expect(rests()).toBe(2)
})

test('each try that fails on hold is the last', () => {
  const { state, show, rests, stop } = watched()
  show('On Hold')
  for (let tries = 1; tries <= 3; tries += 1) {
    state.value = { name: 'lost' }
    expect(rests()).toBe(tries)
  }
  stop()
  state.value = { name: 'lost' }
  expect(rests()).toBe(3)
})
