import type { Values } from '../../base/speaker.ts'
import type { EndedBy, EndReason, LiveStatus } from '../../protocol/broker/status.ts'
import type { AppletWord } from '../words/words.ts'

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
  readonly words: Extract<AppletWord, `ending.${string}`>
  /** What the sentence names. */
  readonly values?: Values
  /** Process exit status: one of `EXIT`. */
  readonly exitStatus: number
}

/** Where a session stands, in the customer's shorter words. */
export type SessionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'waiting' }
  | StartedState
  | { readonly status: 'reconnecting'; readonly before: StandingState }
  | { readonly status: 'ended'; readonly ending: Ending }

interface StartedState {
  readonly status: 'active' | 'on-hold'
  readonly technician: string
}

/** Where a session can be while the broker is in contact, and to which it returns after a cut. */
type StandingState = { readonly status: 'waiting' } | StartedState

export type SessionEvent =
  /** The broker's word of where the session stands is newer than ours. */
  | { readonly type: 'registered'; readonly status: LiveStatus }
  | { readonly type: 'started' | 'held'; readonly technician: string }
  | { readonly type: 'contact-lost' }
  | { readonly type: 'ended'; readonly ending: Ending }

/** The next state; events that have no place in a state change nothing, for the broker may be late or wrong. */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  if (state.status === 'ended') return state
  switch (event.type) {
    case 'registered':
      return registered(state, event.status)
    case 'started':
      return isStanding(state) ? started(state, 'active', event.technician) : state
    case 'held':
      return isStanding(state) ? started(state, 'on-hold', event.technician) : state
    case 'contact-lost':
      return isStanding(state) ? { status: 'reconnecting', before: state } : state
    case 'ended':
      return { status: 'ended', ending: event.ending }
  }
}

function isStanding(state: SessionState): state is StandingState {
  return state.status === 'waiting' || state.status === 'active' || state.status === 'on-hold'
}

/** What is said again changes nothing. */
function started(state: StandingState, status: StartedState['status'], technician: string): StandingState {
  const isKnown = state.status === status && state.technician === technician
  return isKnown ? state : { status, technician }
}

function registered(state: SessionState, status: LiveStatus): SessionState {
  if (state.status === 'connecting') return { status: 'waiting' }
  if (state.status !== 'reconnecting') return state
  // Of a Start that we never heard of the broker tells next, and by whom.
  if (state.before.status === 'waiting') return state.before
  if (status === 'Active') return started(state.before, 'active', state.before.technician)
  if (status === 'On Hold') return started(state.before, 'on-hold', state.before.technician)
  return { status: 'waiting' }
}
