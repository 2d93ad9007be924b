import { isEnded } from './session-record.ts'
import type { SessionEvent, SessionState } from './session-state.ts'

const START_IN_ABSENCE = 'The hold is over; the customer is out of contact'

/** What the technician reads about an event; undefined where there is nothing to tell. */
export function describeEvent(event: SessionEvent, after: SessionState, technician: string): string | undefined {
  if (event.type === 'row-closed') return after.status
  if (isEnded(after)) return describeEnd(after)
  switch (event.type) {
    case 'customer-registered':
      return 'Customer connected'
    case 'technician-started':
      return after.status === 'Active' ? `Session started by ${technician}` : START_IN_ABSENCE
    case 'technician-held':
      return `Put on hold by ${technician}`
    case 'contact-lost':
      return 'Contact with the customer lost'
    case 'customer-returned':
      return 'Customer is back'
    case 'stayed-away':
      return 'Customer is offline; you can wait for them or end the session'
    case 'pin-restarted':
      return 'Customer entered the PIN code on the page'
    default:
      return undefined
  }
}

const WHO = {
  customer: 'the customer',
  technician: 'the technician',
  applet: "the customer's program",
  broker: 'the broker',
} as const

const REASON_SENTENCES = {
  ended: '',
  pin_expired: 'the PIN code expired',
  connecting_timeout: 'the customer did not finish connecting',
  waiting_timeout: 'nobody started the session',
  idle_timeout: 'nothing happened for too long',
  resume_expired: 'the customer did not come back',
  hold_expired: 'it was on hold for two weeks',
  verification_failed: 'the verification code was not confirmed',
  tampered: 'the connection was tampered with',
  origin_mismatch: 'the two sides reached different addresses',
  terms_declined: 'they do not agree to the terms',
  suspected_scam: 'somebody they do not know had called them',
  cancelled: 'cancelled',
} as const

function describeEnd({ status, by, reason }: Extract<SessionState, { by: unknown }>): string {
  const why = REASON_SENTENCES[reason]
  return `${status}, ended by ${WHO[by]}${why === '' ? '' : `: ${why}`}`
}
