import type { Instant } from '../../base/clock.ts'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal } from '../../protocol/broker/status.ts'
import type { ResumeKeys } from './resume-keys.ts'
import type { Ended, SessionState } from './session-state.ts'

/** Everything the broker knows about a session. */
export interface SessionRecord {
  readonly id: string
  /** The name as it was when the session was opened: the customer was told it. */
  readonly technician: { readonly id: string; readonly name: string }
  readonly name: string
  readonly createdAt: Instant
  readonly state: SessionState
  /** The customer's system, as the applet told it. */
  readonly platform?: string
  readonly resumeKeys?: ResumeKeys
  /** When the row left the technician's list; the history stays. */
  readonly removedAt?: Instant
}

export function viewOf({ id, name, createdAt, platform, state }: SessionRecord): SessionView {
  return {
    id,
    name,
    status: state.status,
    since: state.since,
    createdAt,
    ...(isEnded(state) && { reason: state.reason }),
    ...(state.status === 'Connecting' && { pin: state.pin.digits, pinExpiresAt: state.pin.expiresAt }),
    ...(platform !== undefined && { platform }),
  }
}

export function isEnded(state: SessionState): state is Ended {
  return isFinal(state.status)
}
