import { expect, test } from 'vitest'
import { overdue } from '../../../../src/broker/session/sweeper.ts'
import { alarmOf, timeLimitOf } from '../../../../src/console/session-list/time-limit.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'
import { TESS } from '../../../support/temp-store.ts'

const MINUTE = 60_000
const at = 1000 * MINUTE
const row = { id: '0'.repeat(32), name: '', createdAt: at }

const limitOf = (status: SessionView['status'], more: Partial<SessionView> = {}) =>
  timeLimitOf({ ...row, status, since: at, ...more })

test('the broker ends a session when the console says so, and not before', () => {
  const states = [
    { status: 'Connecting', since: at, pin: { digits: '123456', expiresAt: at + 7 * MINUTE } },
    { status: 'Waiting', since: at },
    { status: 'On Hold', since: at },
    { status: 'Offline', since: at, lostAt: at - 5 * MINUTE, before: 'Active' },
  ] as const
  for (const state of states) {
    const endsAt = limitOf(state.status, { pinExpiresAt: at + 7 * MINUTE })?.endsAt ?? 0
    const record = { ...row, technician: TESS, state }
    expect(overdue(record, endsAt - 1, at)).toBeUndefined()
    expect(overdue(record, endsAt, at)).toBeDefined()
  }
})

test('no limit is told where none is known', () => {
  expect(limitOf('Active')).toBeUndefined()
  expect(limitOf('Timed out')).toBeUndefined()
  expect(limitOf('Connecting')).toBeUndefined()
})

test.each([
  ['Waiting', {}, 60],
  ['On Hold', {}, 14 * 24 * 60],
  ['Connecting', { pinExpiresAt: at + 10 * MINUTE }, 10],
] as const)('%s alarms at half of its limit and again at four fifths', (status, more, minutes) => {
  const limit = limitOf(status, more)
  const alarms = [0, 0.49, 0.5, 0.79, 0.8, 1.1].map(
    (part) => limit && alarmOf(limit, at + Math.round(part * minutes * MINUTE)),
  )
  expect(alarms).toEqual([undefined, undefined, 'late', 'late', 'last', 'last'])
})
