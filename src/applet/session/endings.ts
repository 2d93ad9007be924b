import type { EndedBy, EndReason } from '../../protocol/broker/status.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
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

const refused = (reason: Ending['reason'], sentence: string, exitStatus: number): Ending => ({
  by: 'broker',
  reason,
  sentence,
  exitStatus,
})

/** The program itself ends it, to protect its customer. */
const givenUp = <R extends Ending['reason']>(reason: R, sentence: string, exitStatus: number) => ({
  by: 'applet' as const,
  reason,
  sentence,
  exitStatus,
})

/** Every way in which a session can be over for the customer. */
export const ENDINGS = {
  customerEnded: { by: 'customer', reason: 'ended', sentence: 'You ended the session.', exitStatus: EXIT.ended },
  customerEndedBeforeStart: {
    by: 'customer',
    reason: 'cancelled',
    sentence: 'You ended the session before it started.',
    exitStatus: EXIT.endedBeforeStart,
  },
  resumeExpired: refused(
    'resume_expired',
    'The connection was lost for too long. Ask your technician for a new code.',
    EXIT.timedOut,
  ),
  unreachable: (detail: string): Ending =>
    refused(
      'broker_unreachable',
      `The support server cannot be reached${detail && ` (${detail})`}. Check your internet connection and try again.`,
      EXIT.brokerUnreachable,
    ),
  untrusted: (detail: string): Ending =>
    refused(
      'broker_untrusted',
      `What answers is not proved to be your support server (${detail}). Do not go on; tell your technician.`,
      EXIT.brokerUnreachable,
    ),
  verificationFailed: givenUp(
    'verification_failed',
    'The digits did not match three times. The session was ended for your safety.',
    EXIT.verificationFailed,
  ),
  codeUnused: givenUp(
    'verification_failed',
    'Nobody typed in the digits within ten minutes. The session was ended for your safety.',
    EXIT.verificationFailed,
  ),
  tampered: givenUp(
    'tampered',
    'Somebody on the way changed what your technician sent or saw. Do not go on. Call back under a number that you know.',
    EXIT.brokerUnreachable,
  ),
  originMismatch: givenUp(
    'origin_mismatch',
    'Your technician and this program reach the support server under different addresses: somebody may stand in between, or it is set up wrong. Do not go on; tell your technician under a number that you know.',
    EXIT.brokerUnreachable,
  ),
  noInput: givenUp(
    'no_screen',
    'Mouse and keyboard of this computer cannot be used. Start the program where a screen is, or with --input record:FILE.',
    EXIT.noScreen,
  ),
  noScreen: givenUp(
    'no_screen',
    'This screen cannot be captured. Start the program where a screen is, or with --screen synthetic.',
    EXIT.noScreen,
  ),
} satisfies Record<string, Ending | ((detail: string) => Ending)>

const CLOSE_ENDINGS: Partial<Record<CloseCode, Ending>> = {
  'pin-malformed': refused('pin_malformed', 'Enter the 6-digit code from your technician.', EXIT.usage),
  'pin-unknown': refused('pin_unknown', 'This code is not valid. Check it with your technician.', EXIT.pinRefused),
  'pin-expired': refused('pin_expired', 'This code has expired. Ask your technician for a new one.', EXIT.pinRefused),
  'pin-used': refused(
    'pin_used',
    'This code has already been used. Ask your technician for a new one.',
    EXIT.pinRefused,
  ),
  'too-many-tries': refused('too_many_tries', 'That did not work. Wait a moment, then try again.', EXIT.tooManyTries),
  'resume-refused': ENDINGS.resumeExpired,
  'version-unsupported': refused(
    'version_unsupported',
    'This program does not fit the support server. Download it again.',
    EXIT.brokerUnreachable,
  ),
}

/** The ending that a close code means; undefined when coming back is worth a try. Only the broker knows how long to wait. */
export function endingOfClose(code: CloseCode, detail: string): Ending | undefined {
  const ending = CLOSE_ENDINGS[code]
  return ending && code === 'too-many-tries' && detail !== '' ? { ...ending, sentence: detail } : ending
}

const GIVEN_UP: Partial<Record<EndReason, Ending>> = {
  verification_failed: ENDINGS.verificationFailed,
  tampered: ENDINGS.tampered,
  origin_mismatch: ENDINGS.originMismatch,
}

/** The ending that the broker announced. */
export function endingOfSession(by: EndedBy, reason: EndReason): Ending {
  if (by === 'technician') return { by, reason, sentence: 'Your technician ended the session.', exitStatus: EXIT.ended }
  if (by === 'customer') return { ...ENDINGS.customerEnded, reason }
  if (by === 'applet') return GIVEN_UP[reason] ?? ENDINGS.verificationFailed
  return { by, reason, sentence: 'The session took too long and was ended.', exitStatus: EXIT.timedOut }
}
