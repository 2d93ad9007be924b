import type { EndedBy, EndReason } from '../../protocol/broker/status.ts'

/** The customer's shorter words for where a session stands. */
export type AppletStatus = 'connecting' | 'waiting' | 'active' | 'reconnecting' | 'ended'

/** Why there is no session, where the broker has no word for it. */
type RefusalReason =
  | 'pin_malformed'
  | 'pin_unknown'
  | 'pin_used'
  | 'too_many_tries'
  | 'version_unsupported'
  | 'broker_unreachable'
  | 'broker_untrusted'
  | 'no_screen'

export interface Ending {
  readonly by: EndedBy
  readonly reason: EndReason | RefusalReason
  /** What the customer reads. */
  readonly sentence: string
  /** Process exit status: one of `EXIT`. */
  readonly exitStatus: number
}

export type SessionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'waiting' }
  | { readonly status: 'active'; readonly technician: string }
  | { readonly status: 'reconnecting'; readonly before: StandingState }
  | { readonly status: 'ended'; readonly ending: Ending }

/** Where a session can be while the broker is in contact, and to which it returns after a cut. */
type StandingState = Extract<SessionState, { status: 'waiting' | 'active' }>

export type SessionEvent =
  | { readonly type: 'registered'; readonly active: boolean }
  | { readonly type: 'started'; readonly technician: string }
  | { readonly type: 'contact-lost' }
  | { readonly type: 'ended'; readonly ending: Ending }

/** The next state; events that have no place in a state change nothing, for the broker may be late or wrong. */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  if (state.status === 'ended') return state
  switch (event.type) {
    case 'registered':
      return registered(state, event.active)
    case 'started':
      return state.status === 'waiting' || state.status === 'active'
        ? { status: 'active', technician: event.technician }
        : state
    case 'contact-lost':
      return state.status === 'waiting' || state.status === 'active' ? { status: 'reconnecting', before: state } : state
    case 'ended':
      return { status: 'ended', ending: event.ending }
  }
}

function registered(state: SessionState, active: boolean): SessionState {
  if (state.status === 'connecting') return { status: 'waiting' }
  if (state.status !== 'reconnecting') return state
  // The technician cannot have pressed Start while we were away: the broker would have had nobody to start.
  if (!active) return { status: 'waiting' }
  return state.before.status === 'active' ? state.before : { status: 'waiting' }
}
