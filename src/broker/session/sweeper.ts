import { type Clock, every, type Instant } from '../../base/clock.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { SessionRecord } from './session-record.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionEvent } from './session-state.ts'

const MINUTE = 60_000
const CONNECTING_MS = 30 * MINUTE
const WAITING_MS = 60 * MINUTE
const IDLE_MS = 30 * MINUTE
const RECONNECTING_MS = 5 * MINUTE
const TURN_MS = 1000

/** What time alone does to this session now. `usedAt`: when somebody last worked in it. */
export function overdue({ state, createdAt }: SessionRecord, now: Instant, usedAt: Instant): SessionEvent | undefined {
  switch (state.status) {
    case 'Connecting':
      if (now >= state.pin.expiresAt) return { type: 'pin-expired' }
      return now >= createdAt + CONNECTING_MS ? { type: 'connecting-timed-out' } : undefined
    case 'Waiting':
      return now >= state.since + WAITING_MS ? { type: 'waiting-timed-out' } : undefined
    case 'Active':
      return now >= Math.max(state.since, usedAt) + IDLE_MS ? { type: 'idle-timed-out' } : undefined
    case 'On Hold':
      return now >= state.since + LIMITS.holdMs ? { type: 'hold-expired' } : undefined
    case 'Reconnecting':
      return now >= state.since + RECONNECTING_MS ? { type: 'stayed-away' } : undefined
    case 'Offline':
      // From the loss of contact, not from Offline.
      return now >= state.lostAt + LIMITS.resumeMs ? { type: 'resume-expired' } : undefined
    default:
      return undefined
  }
}

/** Looks at every session once a second. Disposed of by the broker. */
export function startSweeper(registry: SessionRegistry, clock: Clock, failed: (error: unknown) => void): Disposable {
  return every(clock, TURN_MS, () => {
    for (const session of registry.all()) {
      const event = overdue(session, clock.now(), registry.usedAt(session.id))
      if (event) registry.apply(session.id, event).catch(failed)
    }
  })
}
