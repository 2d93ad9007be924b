import { describe, expect, test } from 'vitest'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import type { SessionRecord } from '../../../../src/broker/session/session-record.ts'
import { SessionRegistry } from '../../../../src/broker/session/session-registry.ts'
import type { SessionState } from '../../../../src/broker/session/session-state.ts'
import { overdue, startSweeper } from '../../../../src/broker/session/sweeper.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'
import { until } from '../../../support/until.ts'

const MINUTE = 60_000
const session = (state: SessionState): SessionRecord => ({ id: 'b', technician: TESS, name: '', createdAt: 0, state })

/** The event at the first millisecond of its time, and nothing one millisecond before. */
function expectOverdue(state: SessionState, at: number, type: string): void {
  expect(overdue(session(state), at - 1, 0)).toBeUndefined()
  expect(overdue(session(state), at, 0)).toEqual({ type })
}

describe('time alone', () => {
  test('ends a PIN at its expiry', () => {
    const state = { status: 'Connecting', since: 0, pin: { digits: '123456', expiresAt: 10 * MINUTE } } as const
    expectOverdue(state, 10 * MINUTE, 'pin-expired')
  })

  test('ends connecting after 30 minutes, whatever the PIN says', () => {
    const state = { status: 'Connecting', since: 0, pin: { digits: '123456', expiresAt: 60 * MINUTE } } as const
    expectOverdue(state, 30 * MINUTE, 'connecting-timed-out')
  })

  test('ends waiting after 60 minutes', () => {
    expectOverdue({ status: 'Waiting', since: MINUTE }, 61 * MINUTE, 'waiting-timed-out')
  })

  test('makes Reconnecting Offline after 5 minutes', () => {
    const state = { status: 'Reconnecting', since: MINUTE, lostAt: MINUTE, before: 'Active' } as const
    expectOverdue(state, 6 * MINUTE, 'stayed-away')
  })

  test('ends Offline 15 minutes after contact was lost', () => {
    const state = { status: 'Offline', since: 6 * MINUTE, lostAt: MINUTE, before: 'Active' } as const
    expectOverdue(state, 16 * MINUTE, 'resume-expired')
  })

  test('ends an active session 30 minutes after anybody last had its screen open', () => {
    const state = { status: 'Active', since: MINUTE } as const
    expectOverdue(state, 31 * MINUTE, 'idle-timed-out')
    expect(overdue(session(state), 99 * MINUTE, 70 * MINUTE)).toBeUndefined()
    expect(overdue(session(state), 100 * MINUTE, 70 * MINUTE)).toEqual({ type: 'idle-timed-out' })
  })

  test('ends a hold after 14 days, and not because nobody works in it or the customer is away', () => {
    for (const more of [{}, { lostAt: 2 * MINUTE }]) {
      expectOverdue({ status: 'On Hold', since: MINUTE, ...more }, 14 * 24 * 60 * MINUTE + MINUTE, 'hold-expired')
    }
  })

  test('does nothing to what is over', () => {
    const state = { status: 'Timed out', since: 0, by: 'broker', reason: 'idle_timeout' } as const
    expect(overdue(session(state), 1000 * MINUTE, 0)).toBeUndefined()
  })
})

test('a session whose customer stays away goes Reconnecting, Offline, Timed out', async () => {
  await using store = await tempStore()
  const clock = new FakeClock()
  const registry = await SessionRegistry.load(store, new PinIssuer(store, clock), clock)
  using _sweeper = startSweeper(registry, clock, (error) => {
    throw error
  })
  const { id } = await registry.open(TESS, '')
  await registry.apply(id, { type: 'customer-registered' })
  await registry.apply(id, { type: 'contact-lost' })
  const status = () => registry.get(id)?.state.status
  clock.advance(5 * MINUTE)
  await until(() => status() === 'Offline', 'Offline')
  clock.advance(9 * MINUTE)
  expect(status()).toBe('Offline')
  clock.advance(MINUTE + 1000)
  await until(() => status() === 'Timed out', 'Timed out')
})
