import type { Instant } from '../../base/clock.ts'
import type { DeclineReason, EndedBy, EndReason, Failure, FinalStatus } from '../../protocol/broker/status.ts'

/** Digits that lead to a session, as text. They locate it and protect nothing. */
export interface Pin {
  readonly digits: string
  readonly expiresAt: Instant
}

export interface Connecting {
  readonly status: 'Connecting'
  readonly since: Instant
  readonly pin: Pin
}

export interface InContact {
  readonly status: 'Waiting' | 'Active'
  readonly since: Instant
}

interface OnHold {
  readonly status: 'On Hold'
  readonly since: Instant
  /** While the customer is out of contact, which changes nothing but what Start leads to. */
  readonly lostAt?: Instant
}

interface OutOfContact {
  readonly status: 'Reconnecting' | 'Offline'
  readonly since: Instant
  readonly lostAt: Instant
  /** What the session goes back to when the customer does. */
  readonly before: InContact['status']
}

export interface Ended {
  readonly status: FinalStatus
  readonly since: Instant
  readonly by: EndedBy
  readonly reason: EndReason
}

export type SessionState = Connecting | InContact | OnHold | OutOfContact | Ended

export type SessionEvent =
  | { readonly type: 'pin-restarted'; readonly expiresAt: Instant }
  | { readonly type: 'pin-expired' | 'connecting-timed-out' | 'waiting-timed-out' | 'idle-timed-out' | 'hold-expired' }
  | { readonly type: 'customer-registered' | 'customer-returned' | 'customer-ended' }
  | { readonly type: 'customer-declined'; readonly reason: DeclineReason }
  | { readonly type: 'applet-gave-up'; readonly reason: Failure }
  | { readonly type: 'contact-lost' | 'stayed-away' | 'resume-expired' }
  | { readonly type: 'technician-started' | 'technician-held' | 'technician-ended' | 'row-closed' }

/** Nobody's bug: the technician clicked Start in the moment in which the customer left. */
export class TransitionRefused extends Error {
  override readonly name = 'TransitionRefused'

  constructor(status: SessionState['status'] | 'no list', event: SessionEvent['type']) {
    super(`${event} is not possible in ${status}`)
  }
}

/** For events that may come too late: two sides end a session in the same moment. */
export function ignoreRefusal(error: unknown): void {
  if (!(error instanceof TransitionRefused)) throw error
}

/** Whether the broker believes that the customer's program is there. */
export function isInContact(state: SessionState): boolean {
  if (state.status === 'On Hold') return state.lostAt === undefined
  return state.status === 'Waiting' || state.status === 'Active'
}

/** The state after `event`. Every pair of status and event that is not written here throws TransitionRefused. */
export function transition(state: SessionState, event: SessionEvent, at: Instant): SessionState {
  const next = step(state, event, at)
  if (!next) throw new TransitionRefused(state.status, event.type)
  return next
}

function step(state: SessionState, event: SessionEvent, at: Instant): SessionState | undefined {
  switch (state.status) {
    case 'Connecting':
      return fromConnecting(state, event, at)
    case 'Waiting':
      return fromWaiting(event, at)
    case 'Active':
      return fromActive(event, at)
    case 'On Hold':
      return fromOnHold(state, event, at)
    case 'Reconnecting':
    case 'Offline':
      return fromOutOfContact(state, event, at)
    case 'Timed out':
      return event.type === 'row-closed'
        ? { ...state, status: 'Timed out: closed by technician', since: at }
        : undefined
    default:
      return undefined
  }
}

function fromConnecting(state: Connecting, event: SessionEvent, at: Instant): SessionState | undefined {
  switch (event.type) {
    case 'pin-restarted':
      return { ...state, pin: { ...state.pin, expiresAt: event.expiresAt } }
    case 'customer-registered':
      return { status: 'Waiting', since: at }
    case 'customer-declined':
      return { status: 'Aborted', since: at, by: 'customer', reason: event.reason }
    case 'customer-ended':
      return { status: 'Closed by customer', since: at, by: 'customer', reason: 'ended' }
    case 'technician-ended':
      return { status: 'Aborted', since: at, by: 'technician', reason: 'cancelled' }
    case 'pin-expired':
      return { status: 'Aborted', since: at, by: 'broker', reason: 'pin_expired' }
    case 'connecting-timed-out':
      return { status: 'Aborted', since: at, by: 'broker', reason: 'connecting_timeout' }
    default:
      return undefined
  }
}

function fromWaiting(event: SessionEvent, at: Instant): SessionState | undefined {
  switch (event.type) {
    case 'technician-started':
      return { status: 'Active', since: at }
    case 'contact-lost':
      return { status: 'Reconnecting', since: at, lostAt: at, before: 'Waiting' }
    case 'waiting-timed-out':
      return { status: 'Timed out', since: at, by: 'broker', reason: 'waiting_timeout' }
    default:
      return ending('Waiting', event, at)
  }
}

function fromActive(event: SessionEvent, at: Instant): SessionState | undefined {
  switch (event.type) {
    case 'contact-lost':
      return { status: 'Reconnecting', since: at, lostAt: at, before: 'Active' }
    case 'technician-held':
      return { status: 'On Hold', since: at }
    case 'idle-timed-out':
      return { status: 'Timed out', since: at, by: 'broker', reason: 'idle_timeout' }
    default:
      return ending('Active', event, at)
  }
}

/** Nobody works on hold, so nobody is missed: who is out of contact is waited for only from Start on. */
function fromOnHold({ since, lostAt }: OnHold, event: SessionEvent, at: Instant): SessionState | undefined {
  switch (event.type) {
    case 'technician-started':
      if (lostAt === undefined) return { status: 'Active', since: at }
      return { status: 'Reconnecting', since: at, lostAt: at, before: 'Active' }
    case 'contact-lost':
      return lostAt === undefined ? { status: 'On Hold', since, lostAt: at } : undefined
    case 'customer-returned':
      return lostAt === undefined ? undefined : { status: 'On Hold', since }
    case 'hold-expired':
      return { status: 'Timed out', since: at, by: 'broker', reason: 'hold_expired' }
    case 'idle-timed-out':
      // The applet's word, from before it heard of the hold; it is gone by now.
      return { status: 'Timed out', since: at, by: 'broker', reason: 'idle_timeout' }
    default:
      return ending('Active', event, at)
  }
}

function fromOutOfContact(state: OutOfContact, event: SessionEvent, at: Instant): SessionState | undefined {
  switch (event.type) {
    case 'customer-returned':
      return { status: state.before, since: at }
    case 'stayed-away':
      return state.status === 'Reconnecting' ? { ...state, status: 'Offline', since: at } : undefined
    case 'resume-expired':
      return state.status === 'Offline'
        ? { status: 'Timed out', since: at, by: 'broker', reason: 'resume_expired' }
        : undefined
    default:
      return ending(state.before, event, at)
  }
}

/** How a session ends that a customer has joined. */
function ending(joined: InContact['status'], event: SessionEvent, at: Instant): Ended | undefined {
  switch (event.type) {
    case 'technician-ended':
      return { status: 'Closed by technician', since: at, by: 'technician', reason: 'ended' }
    case 'customer-ended': {
      const status = joined === 'Waiting' ? 'Closed by waiting customer' : 'Closed by active customer'
      return { status, since: at, by: 'customer', reason: 'ended' }
    }
    case 'applet-gave-up':
      return { status: 'Aborted', since: at, by: 'applet', reason: event.reason }
    default:
      return undefined
  }
}
