import type { HResult } from '../../../win32/com.ts'

/** The copy is no longer one of what the desktop shows; another has to be asked for. */
export class DuplicationLost extends Error {
  override readonly name = 'DuplicationLost'

  constructor(code: HResult) {
    super(`The copy of the desktop was lost: 0x${code.toString(16)}.`)
  }
}
