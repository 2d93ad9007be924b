import type { EndedBy, EndReason } from '../../protocol/broker/status.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import type { AppletWord } from '../words/words.ts'
import type { Ending } from './session-state.ts'

/** Process exit statuses, as they are promised to scripts. */
export const EXIT = {
  ended: 0,
  usage: 2,
  pinRefused: 3,
  brokerUnreachable: 4,
  endedBeforeStart: 5,
  verificationFailed: 6,
  noScreen: 7,
  timedOut: 8,
  tooManyTries: 9,
  fault: 70,
} as const

const USED_UP: ReadonlySet<number> = new Set([
  EXIT.ended,
  EXIT.endedBeforeStart,
  EXIT.verificationFailed,
  EXIT.timedOut,
])

/** After these its PIN is spent, and an executable that carries it serves for nothing more. */
export function isUsedUp(exitStatus: number): boolean {
  return USED_UP.has(exitStatus)
}

/** Whether the same code may work a moment later, once the customer has seen to their network. */
export function mayTryAgain({ reason }: Ending): boolean {
  return reason === 'broker_unreachable'
}

type Sentence = Extract<AppletWord, `ending.${string}`>

const refused = (reason: Ending['reason'], words: Sentence, exitStatus: number, detail?: string): Ending => ({
  by: 'broker',
  reason,
  words,
  exitStatus,
  ...(detail !== undefined && { values: { detail } }),
})

/** The program itself ends it, to protect its customer. */
const givenUp = <R extends Ending['reason']>(reason: R, words: Sentence, exitStatus: number) => ({
  by: 'applet' as const,
  reason,
  words,
  exitStatus,
})

/** Every way in which a session can be over for the customer. */
export const ENDINGS = {
  customerEnded: { by: 'customer', reason: 'ended', words: 'ending.customer-ended', exitStatus: EXIT.ended },
  customerEndedBeforeStart: {
    by: 'customer',
    reason: 'cancelled',
    words: 'ending.customer-ended-early',
    exitStatus: EXIT.endedBeforeStart,
  },
  termsDeclined: {
    by: 'customer',
    reason: 'terms_declined',
    words: 'ending.terms-declined',
    exitStatus: EXIT.endedBeforeStart,
  },
  suspectedScam: {
    by: 'customer',
    reason: 'suspected_scam',
    words: 'ending.suspected-scam',
    exitStatus: EXIT.endedBeforeStart,
  },
  resumeExpired: refused('resume_expired', 'ending.resume-expired', EXIT.timedOut),
  unreachable: refused('broker_unreachable', 'ending.unreachable', EXIT.brokerUnreachable),
  untrusted: refused('broker_untrusted', 'ending.untrusted', EXIT.brokerUnreachable),
  verificationFailed: givenUp('verification_failed', 'ending.verification-failed', EXIT.verificationFailed),
  codeUnused: givenUp('verification_failed', 'ending.code-unused', EXIT.verificationFailed),
  tampered: givenUp('tampered', 'ending.tampered', EXIT.brokerUnreachable),
  originMismatch: givenUp('origin_mismatch', 'ending.origin-mismatch', EXIT.brokerUnreachable),
  noInput: givenUp('no_screen', 'ending.no-input', EXIT.noScreen),
  noScreen: givenUp('no_screen', 'ending.no-screen', EXIT.noScreen),
  /** There the customer themselves can change it. */
  noScreenOnMac: givenUp('no_screen', 'ending.no-screen-mac', EXIT.noScreen),
  idle: { by: 'broker', reason: 'idle_timeout', words: 'ending.idle', exitStatus: EXIT.timedOut },
} as const satisfies Record<string, Ending>

const CLOSE_ENDINGS: Partial<Record<CloseCode, Ending>> = {
  'pin-malformed': refused('pin_malformed', 'ending.pin-malformed', EXIT.usage),
  'pin-unknown': refused('pin_unknown', 'ending.pin-unknown', EXIT.pinRefused),
  'pin-expired': refused('pin_expired', 'ending.pin-expired', EXIT.pinRefused),
  'pin-used': refused('pin_used', 'ending.pin-used', EXIT.pinRefused),
  'too-many-tries': refused('too_many_tries', 'ending.too-many-tries', EXIT.tooManyTries),
  'resume-refused': ENDINGS.resumeExpired,
  'version-unsupported': refused('version_unsupported', 'ending.version-unsupported', EXIT.brokerUnreachable),
}

/** The ending that a close code means; undefined when coming back is worth a try. Only the broker knows how long to wait. */
export function endingOfClose(code: CloseCode, detail: string): Ending | undefined {
  if (code === 'too-many-tries' && detail !== '')
    return refused('too_many_tries', 'ending.too-many-tries-why', EXIT.tooManyTries, detail)
  return CLOSE_ENDINGS[code]
}

const GIVEN_UP: Partial<Record<EndReason, Ending>> = {
  verification_failed: ENDINGS.verificationFailed,
  tampered: ENDINGS.tampered,
  origin_mismatch: ENDINGS.originMismatch,
}

/** The ending that the broker announced. */
export function endingOfSession(by: EndedBy, reason: EndReason): Ending {
  if (by === 'technician') return { by, reason, words: 'ending.technician-ended', exitStatus: EXIT.ended }
  if (by === 'customer') return { ...ENDINGS.customerEnded, reason }
  if (by === 'applet') return GIVEN_UP[reason] ?? ENDINGS.verificationFailed
  return { by, reason, words: 'ending.took-too-long', exitStatus: EXIT.timedOut }
}
