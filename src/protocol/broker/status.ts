/** The statuses of a session, in the words of the console and of the API. */
export const LIVE_STATUSES = ['Connecting', 'Waiting', 'Active', 'On Hold', 'Reconnecting', 'Offline'] as const

export const FINAL_STATUSES = [
  'Closed by technician',
  'Closed by active customer',
  'Closed by waiting customer',
  'Closed by customer',
  'Timed out',
  'Timed out: closed by technician',
  'Aborted',
] as const

export const STATUSES = [...LIVE_STATUSES, ...FINAL_STATUSES] as const

export type LiveStatus = (typeof LIVE_STATUSES)[number]
export type FinalStatus = (typeof FINAL_STATUSES)[number]
export type Status = LiveStatus | FinalStatus

export const END_REASONS = [
  'ended',
  'pin_expired',
  'connecting_timeout',
  'waiting_timeout',
  'idle_timeout',
  'resume_expired',
  'hold_expired',
  'cancelled',
  'verification_failed',
  'tampered',
  'origin_mismatch',
  'terms_declined',
  'suspected_scam',
] as const

/** Why a session is over: the machine's word beside the final status. */
export type EndReason = (typeof END_REASONS)[number]

/** Why an applet gives a session up: nobody proved to be the technician, or bytes arrived that the technician did not send. */
export const FAILURES = ['verification_failed', 'tampered', 'origin_mismatch'] as const satisfies EndReason[]
export type Failure = (typeof FAILURES)[number]

/** Why a customer does not want a session before it begins: they do not agree to the terms, or did not call the technician. */
export const DECLINE_REASONS = ['terms_declined', 'suspected_scam'] as const satisfies EndReason[]
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** A person, or a program on its own. */
export const ENDED_BY = ['customer', 'technician', 'applet', 'broker'] as const
export type EndedBy = (typeof ENDED_BY)[number]

/** Whether the technician's Start leads on from here. */
export function isStartable(status: Status): boolean {
  return status === 'Waiting' || status === 'On Hold'
}

export function isFinal(status: Status): status is FinalStatus {
  return (FINAL_STATUSES as readonly string[]).includes(status)
}
