import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type SessionEvent,
  type SessionState,
  TransitionRefused,
  transition,
} from '../../../../src/broker/session/session-state.ts'
import { DECLINE_REASONS, FAILURES, isFinal, type Status } from '../../../../src/protocol/broker/status.ts'

const plain = fc.record({
  type: fc.constantFrom(
    ...(['customer-registered', 'customer-registered', 'customer-returned', 'customer-returned'] as const),
    ...(['technician-started', 'technician-started', 'contact-lost', 'contact-lost', 'stayed-away'] as const),
    ...(['technician-held', 'technician-held', 'hold-expired'] as const),
    ...(['pin-expired', 'connecting-timed-out', 'waiting-timed-out', 'idle-timed-out', 'resume-expired'] as const),
    ...(['customer-ended', 'technician-ended', 'row-closed'] as const),
  ),
})
const restarted = fc.record({ type: fc.constant('pin-restarted' as const), expiresAt: fc.nat(1_000_000) })
const declined = fc.record({
  type: fc.constant('customer-declined' as const),
  reason: fc.constantFrom(...DECLINE_REASONS),
})
const gaveUp = fc.record({ type: fc.constant('applet-gave-up' as const), reason: fc.constantFrom(...FAILURES) })

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 15, arbitrary: plain },
  { weight: 1, arbitrary: restarted },
  { weight: 1, arbitrary: declined },
  { weight: 1, arbitrary: gaveUp },
)

const story = fc.array(fc.tuple(event, fc.nat(1000)), { maxLength: 40 })
const PIN = { digits: '123456', expiresAt: 600_000 }

/** product.md 2.2, for the statuses there are today, by pairs of statuses. */
const PAIRS: Readonly<Record<Status, readonly Status[]>> = {
  Connecting: ['Connecting', 'Waiting', 'Aborted', 'Closed by customer'],
  Waiting: ['Active', 'Reconnecting', 'Aborted', 'Closed by waiting customer', 'Closed by technician', 'Timed out'],
  Active: ['On Hold', 'Reconnecting', 'Closed by technician', 'Aborted', 'Closed by active customer', 'Timed out'],
  'On Hold': [
    ...(['On Hold', 'Active', 'Reconnecting', 'Timed out', 'Aborted'] as const),
    ...(['Closed by technician', 'Closed by active customer'] as const),
  ],
  Reconnecting: [
    ...(['Waiting', 'Active', 'Offline', 'Aborted'] as const),
    ...(['Closed by technician', 'Closed by active customer', 'Closed by waiting customer'] as const),
  ],
  Offline: [
    ...(['Waiting', 'Active', 'Timed out', 'Aborted'] as const),
    ...(['Closed by technician', 'Closed by active customer', 'Closed by waiting customer'] as const),
  ],
  'Timed out': ['Timed out: closed by technician'],
  'Timed out: closed by technician': [],
  'Closed by technician': [],
  'Closed by active customer': [],
  'Closed by waiting customer': [],
  'Closed by customer': [],
  Aborted: [],
}

interface Step {
  readonly from: SessionState
  readonly to: SessionState
  readonly event: SessionEvent
  readonly at: number
}

/** The steps that were accepted; what is refused changes nothing. */
function live(events: readonly (readonly [SessionEvent, number])[]): Step[] {
  const steps: Step[] = []
  let state: SessionState = { status: 'Connecting', since: 0, pin: PIN }
  let at = 0
  for (const [each, laterMs] of events) {
    at += laterMs
    try {
      const to = transition(state, each, at)
      steps.push({ from: state, to, event: each, at })
      state = to
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error
    }
  }
  return steps
}

const always = (check: (steps: Step[]) => void) =>
  fc.assert(
    fc.property(story, (events) => check(live(events))),
    { numRuns: 1000 },
  )

test('whatever happens in whatever order, only listed pairs of statuses follow each other', () => {
  always((steps) => {
    for (const { from, to } of steps) expect(PAIRS[from.status]).toContain(to.status)
  })
})

test('what is over stays over; only a row that timed out can be closed', () => {
  always((steps) => {
    for (const { from, to, event } of steps.filter(({ from: { status } }) => isFinal(status))) {
      expect([from.status, event.type, to.status]).toEqual([
        'Timed out',
        'row-closed',
        'Timed out: closed by technician',
      ])
    }
  })
})

test('a status begins when it is entered, and a return leads back to where contact was lost', () => {
  always((steps) => {
    let before: Status = 'Connecting'
    for (const { from, to, event, at } of steps) {
      expect(to.since).toBe(to.status === from.status ? from.since : at)
      if (event.type === 'contact-lost') before = from.status
      // Who is away while on hold is waited for as if they had been lost in the middle of it.
      if (event.type === 'technician-started' && to.status === 'Reconnecting') before = 'Active'
      if (event.type === 'customer-returned') expect(to.status).toBe(before)
    }
  })
})

test('nobody is closed as an active customer whose session was never started', () => {
  always((steps) => {
    const started = steps.findIndex(({ to }) => to.status === 'Active')
    const closed = steps.findIndex(({ to }) => to.status === 'Closed by active customer')
    if (closed !== -1) expect(started !== -1 && started < closed).toBe(true)
  })
})
