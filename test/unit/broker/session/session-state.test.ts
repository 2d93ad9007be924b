import { describe, expect, test } from 'vitest'
import {
  type InContact,
  type SessionEvent,
  type SessionState,
  TransitionRefused,
  transition,
} from '../../../../src/broker/session/session-state.ts'
import { FINAL_STATUSES, STATUSES, type Status } from '../../../../src/protocol/broker/status.ts'

const BEGAN = 1000
const NOW = 2000

const EVENTS: readonly SessionEvent[] = [
  { type: 'pin-restarted', expiresAt: 9000 },
  { type: 'pin-expired' },
  { type: 'connecting-timed-out' },
  { type: 'waiting-timed-out' },
  { type: 'idle-timed-out' },
  { type: 'hold-expired' },
  { type: 'customer-registered' },
  { type: 'customer-returned' },
  { type: 'customer-ended' },
  { type: 'customer-declined', reason: 'terms_declined' },
  { type: 'applet-gave-up', reason: 'verification_failed' },
  { type: 'contact-lost' },
  { type: 'stayed-away' },
  { type: 'resume-expired' },
  { type: 'technician-started' },
  { type: 'technician-held' },
  { type: 'technician-ended' },
  { type: 'row-closed' },
]

function stateIn(status: Status, before: InContact['status']): SessionState {
  switch (status) {
    case 'Connecting':
      return { status, since: BEGAN, pin: { digits: '123456', expiresAt: 5000 } }
    case 'Waiting':
    case 'Active':
    case 'On Hold':
      return { status, since: BEGAN }
    case 'Reconnecting':
    case 'Offline':
      return { status, since: BEGAN, lostAt: 900, before }
    default:
      return { status, since: BEGAN, by: 'broker', reason: 'ended' }
  }
}

type Row = Readonly<Partial<Record<SessionEvent['type'], Status>>>

/** product.md 2.2, for the statuses there are today. What is not listed is refused. */
const TABLE = (before: InContact['status']): Readonly<Partial<Record<Status, Row>>> => {
  const closedByCustomer = before === 'Waiting' ? 'Closed by waiting customer' : 'Closed by active customer'
  return {
    Connecting: {
      'pin-restarted': 'Connecting',
      'customer-registered': 'Waiting',
      'customer-declined': 'Aborted',
      'customer-ended': 'Closed by customer',
      'technician-ended': 'Aborted',
      'pin-expired': 'Aborted',
      'connecting-timed-out': 'Aborted',
    },
    Waiting: {
      'technician-started': 'Active',
      'contact-lost': 'Reconnecting',
      'waiting-timed-out': 'Timed out',
      'customer-ended': 'Closed by waiting customer',
      'applet-gave-up': 'Aborted',
      'technician-ended': 'Closed by technician',
    },
    Active: {
      'contact-lost': 'Reconnecting',
      'technician-held': 'On Hold',
      'idle-timed-out': 'Timed out',
      'customer-ended': 'Closed by active customer',
      'applet-gave-up': 'Aborted',
      'technician-ended': 'Closed by technician',
    },
    'On Hold': {
      'technician-started': 'Active',
      'contact-lost': 'On Hold',
      'hold-expired': 'Timed out',
      'idle-timed-out': 'Timed out',
      'customer-ended': 'Closed by active customer',
      'applet-gave-up': 'Aborted',
      'technician-ended': 'Closed by technician',
    },
    Reconnecting: {
      'customer-returned': before,
      'stayed-away': 'Offline',
      'customer-ended': closedByCustomer,
      'applet-gave-up': 'Aborted',
      'technician-ended': 'Closed by technician',
    },
    Offline: {
      'customer-returned': before,
      'resume-expired': 'Timed out',
      'customer-ended': closedByCustomer,
      'applet-gave-up': 'Aborted',
      'technician-ended': 'Closed by technician',
    },
    'Timed out': { 'row-closed': 'Timed out: closed by technician' },
  }
}

describe.each(['Waiting', 'Active'] as const)('every pair of status and event, was %s', (before) => {
  const pairs = STATUSES.flatMap((status) => EVENTS.map((event) => ({ status, event, type: event.type })))

  test.each(pairs)('$status + $type', ({ status, event }) => {
    const expected = TABLE(before)[status]?.[event.type]
    const apply = () => transition(stateIn(status, before), event, NOW)
    if (expected === undefined) expect(apply).toThrow(TransitionRefused)
    else expect(apply().status).toBe(expected)
  })
})

test('a status begins when it is entered', () => {
  expect(transition(stateIn('Waiting', 'Waiting'), { type: 'technician-started' }, NOW).since).toBe(NOW)
})

test('a page entry moves the expiry of the PIN and leaves the time in status alone', () => {
  const state = transition(stateIn('Connecting', 'Waiting'), { type: 'pin-restarted', expiresAt: 9000 }, NOW)
  expect(state).toEqual({ status: 'Connecting', since: BEGAN, pin: { digits: '123456', expiresAt: 9000 } })
})

test('Offline still knows when contact was lost', () => {
  expect(transition(stateIn('Reconnecting', 'Active'), { type: 'stayed-away' }, NOW)).toEqual({
    status: 'Offline',
    since: NOW,
    lostAt: 900,
    before: 'Active',
  })
})

describe('On Hold while the customer is out of contact', () => {
  const away: SessionState = { status: 'On Hold', since: BEGAN, lostAt: 1500 }

  test('it stays what it is, and knows when they are back', () => {
    expect(transition(stateIn('On Hold', 'Active'), { type: 'contact-lost' }, 1500)).toEqual(away)
    expect(transition(away, { type: 'customer-returned' }, NOW)).toEqual({ status: 'On Hold', since: BEGAN })
    expect(() => transition(away, { type: 'contact-lost' }, NOW)).toThrow(TransitionRefused)
    expect(() => transition(stateIn('On Hold', 'Active'), { type: 'customer-returned' }, NOW)).toThrow(
      TransitionRefused,
    )
  })

  test('Start leads to Reconnecting, and the time to come back begins with it', () => {
    const reconnecting = transition(away, { type: 'technician-started' }, NOW)
    expect(reconnecting).toEqual({ status: 'Reconnecting', since: NOW, lostAt: NOW, before: 'Active' })
  })

  test.each([
    [{ type: 'customer-ended' }, 'Closed by active customer'],
    [{ type: 'technician-ended' }, 'Closed by technician'],
    [{ type: 'hold-expired' }, 'Timed out'],
  ] as const)('$0.type leads to %s', (event, status) => {
    expect(transition(away, event, NOW).status).toBe(status)
  })
})

test('what ended says by whom and why', () => {
  expect(transition(stateIn('Connecting', 'Waiting'), { type: 'technician-ended' }, NOW)).toMatchObject({
    by: 'technician',
    reason: 'cancelled',
  })
  expect(transition(stateIn('Offline', 'Active'), { type: 'resume-expired' }, NOW)).toMatchObject({
    by: 'broker',
    reason: 'resume_expired',
  })
  const declined = { type: 'customer-declined', reason: 'suspected_scam' } as const
  expect(transition(stateIn('Connecting', 'Waiting'), declined, NOW)).toMatchObject({
    by: 'customer',
    reason: 'suspected_scam',
  })
  expect(transition(stateIn('On Hold', 'Active'), { type: 'hold-expired' }, NOW)).toMatchObject({
    by: 'broker',
    reason: 'hold_expired',
  })
  expect(transition(stateIn('Active', 'Active'), { type: 'applet-gave-up', reason: 'tampered' }, NOW)).toMatchObject({
    by: 'applet',
    reason: 'tampered',
  })
})

test('nothing but closing the row happens after the end', () => {
  for (const status of FINAL_STATUSES) {
    for (const event of EVENTS.filter(({ type }) => type !== 'row-closed')) {
      expect(() => transition(stateIn(status, 'Active'), event, NOW)).toThrow(`not possible in ${status}`)
    }
  }
})
