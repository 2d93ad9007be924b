import { XA_STRING, XInternAtom } from '../../../x11/selections.ts'
import type { Display } from '../../../x11/xlib.ts'

export type ClipboardAtoms = ReturnType<typeof clipboardAtoms>

/** The server's numbers for the names that are spoken around the clipboard. */
export function clipboardAtoms(display: Display) {
  const atom = (name: string) => XInternAtom(display, name, 0)
  return {
    clipboard: atom('CLIPBOARD'),
    targets: atom('TARGETS'),
    timestamp: atom('TIMESTAMP'),
    incremental: atom('INCR'),
    utf8String: atom('UTF8_STRING'),
    utf8Mime: atom('text/plain;charset=utf-8'),
    string: XA_STRING,
    /** Offered by password managers beside the password. */
    passwordHint: atom('x-kde-passwordManagerHint'),
    /** Where answers are put, taken in turn: one that comes too late must not pass for the answer to the next question. */
    answers: Array.from({ length: 8 }, (_, index) => atom(`OPEN_RESCUE_${index}`)),
  }
}
