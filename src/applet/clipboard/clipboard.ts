import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import type { Permitted } from '../permission/permission-gate.ts'

export type ClipboardChanged = Extract<ConsoleMessage, { type: 'clipboard-changed' }>

/** `secret`: whoever put it there wants nobody to keep it, as password managers say. */
export type Found = { readonly text: string } | 'secret'

/**
 * What the customer copies and pastes. Opened under a grant and disposed with it; what was put there through it goes then,
 * unless somebody has copied something else.
 */
export interface Clipboard extends Disposable {
  /** What the log calls it: `X11 (CLIPBOARD)`, `recorded`. */
  readonly name: string
  /** Calls whenever somebody else has put something there, from now on. Nothing is read for that. */
  onChanged(listener: () => void): void
  /** Undefined when there is no text, or nobody hands it over in time. Never more than one at a time. */
  read(): Promise<Found | undefined>
  /** Acts at once; false while another program is at it. Only what passed the permission gate gets in. */
  write(message: Permitted<ClipboardChanged>): boolean
}

/** The clipboard cannot be used this way. The message says why, for the person who has to mend it. */
export class ClipboardFailed extends Error {
  override readonly name = 'ClipboardFailed'
}
