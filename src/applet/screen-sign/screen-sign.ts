/** Tells whoever looks at this screen that somebody else sees it, whatever programs show there: a red frame around each monitor. */
export interface ScreenSign extends Disposable {
  /** What the log calls it: `X11 (sign)`. */
  readonly name: string
  show(): void
  hide(): void
}

/** The sign cannot be shown this way. The message says why, for the person who has to mend it. */
export class ScreenSignFailed extends Error {
  override readonly name = 'ScreenSignFailed'
}
