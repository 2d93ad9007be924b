import type { Instant } from '../../base/clock.ts'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { LIMITS } from '../../protocol/limits.ts'

const MINUTE = 60_000
/** How long the broker lets a session stay in a status; a test holds these against the broker's own. */
const PIN_MS = 10 * MINUTE
const WAITING_MS = 60 * MINUTE
const OFFLINE_MS = 10 * MINUTE

/** The time after which the broker ends a session that stays as it is. */
export interface TimeLimit {
  readonly endsAt: Instant
  readonly lastsMs: number
}

/** Undefined where no limit runs, or one of which only the broker knows. */
export function timeLimitOf({ status, since, pinExpiresAt }: SessionView): TimeLimit | undefined {
  if (status === 'Connecting' && pinExpiresAt !== undefined) return { endsAt: pinExpiresAt, lastsMs: PIN_MS }
  if (status === 'Waiting') return { endsAt: since + WAITING_MS, lastsMs: WAITING_MS }
  if (status === 'On Hold') return { endsAt: since + LIMITS.holdMs, lastsMs: LIMITS.holdMs }
  if (status === 'Offline') return { endsAt: since + OFFLINE_MS, lastsMs: OFFLINE_MS }
  return undefined
}

/** `late`: half of the limit is gone; `last`: little is left. */
export type Alarm = 'late' | 'last'

export function alarmOf({ endsAt, lastsMs }: TimeLimit, now: Instant): Alarm | undefined {
  const left = (endsAt - now) / lastsMs
  if (left <= 0.2) return 'last'
  return left <= 0.5 ? 'late' : undefined
}
