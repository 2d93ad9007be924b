import type { Rect } from '../../base/rect.ts'

/**
 * Where the windows stand that this program shows to the customer, by way of processes that it started. A technician sees
 * nothing of them and cannot reach them.
 */
export interface OwnWindows extends Disposable {
  /** What the log calls it: `X11 (windows)`. */
  readonly name: string
  /** Never seen to work on such a system: nothing may hold only because of it. */
  readonly isUnproven?: boolean
  /** From now on it is about the windows of these processes, and of whatever they start. */
  follow(pids: readonly number[]): void
  /**
   * Where they stand now, each with its frame, in pixels of the desktop's picture; also, where the system tells it, every
   * place in which one of them stood since this was last asked. Part of it may lie outside the desktop.
   */
  rects(): readonly Rect[]
  /** Whether what is typed now would reach one of them. */
  hasFocus(): boolean
  /**
   * Calls when one of them gets the keyboard: a key that is held down would go on repeating in there. Systems that do not
   * repeat injected keys by themselves never call.
   */
  onFocused(listener: () => void): Disposable
}

/** Windows cannot be found this way. The message says why, for the person who has to mend it. */
export class OwnWindowsFailed extends Error {
  override readonly name = 'OwnWindowsFailed'
}
