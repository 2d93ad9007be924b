import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SessionEvent, type SessionState, transition } from '../../../../src/applet/session/session-state.ts'
import { LIVE_STATUSES } from '../../../../src/protocol/broker/status.ts'

const STANDING: readonly SessionState['status'][] = ['waiting', 'active', 'on-hold']
const ending = { by: 'technician', reason: 'ended', words: 'ending.technician-ended', exitStatus: 0 } as const

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('registered' as const), status: fc.constantFrom(...LIVE_STATUSES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('started' as const, 'held' as const),
      technician: fc.constantFrom('Tess', 'Theo'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'contact-lost' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'ended' as const, ending }) },
)

/** From where to where a session of the customer's may go in one step; staying is always possible. */
const WAYS: Readonly<Record<SessionState['status'], readonly SessionState['status'][]>> = {
  connecting: ['waiting', 'ended'],
  waiting: ['active', 'on-hold', 'reconnecting', 'ended'],
  active: ['on-hold', 'reconnecting', 'ended'],
  'on-hold': ['active', 'reconnecting', 'ended'],
  reconnecting: ['waiting', 'active', 'on-hold', 'ended'],
  ended: [],
}

test('whatever the broker says in whatever order, only listed ways are taken, and the end is the end', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      let state: SessionState = { status: 'connecting' }
      for (const each of events) {
        const next = transition(state, each)
        if (next.status !== state.status) expect(WAYS[state.status]).toContain(next.status)
        if (state.status === 'ended') expect(next).toBe(state)
        if (each.type === 'ended') expect(next.status).toBe('ended')
        state = next
      }
    }),
  )
})

test('nobody is named as the technician who was not the last to start, and nothing goes on that had not begun', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      let state: SessionState = { status: 'connecting' }
      let started: string | undefined
      for (const each of events) {
        const before: SessionState = state
        state = transition(state, each)
        if ((each.type === 'started' || each.type === 'held') && STANDING.includes(before.status))
          started = each.technician
        if (state.status === 'active' || state.status === 'on-hold') expect(state.technician).toBe(started)
        if (state.status === 'waiting') started = undefined
      }
    }),
  )
})
