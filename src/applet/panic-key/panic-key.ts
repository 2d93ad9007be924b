/** One key, Pause, with which the customer takes everything back, whatever program has the keyboard. */
export interface PanicKey extends Disposable {
  /** What the log calls it: `X11 (Pause)`. */
  readonly name: string
  /** False when another program has the key for itself: then it is not to be promised to anybody. */
  readonly works: boolean
  /** It may call more than once for one press, and for an injected one too: that only narrows. */
  onPressed(listener: () => void): Disposable
}

/** The key cannot be had this way. The message says why, for the person who has to mend it. */
export class PanicKeyFailed extends Error {
  override readonly name = 'PanicKeyFailed'
}
