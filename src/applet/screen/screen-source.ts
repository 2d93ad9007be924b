import type { Instant } from '../../base/clock.ts'
import type { Rect, Size } from '../../base/rect.ts'

export interface RawFrame extends Size {
  /** Bytes from one row to the next. */
  readonly stride: number
  /** BGRA, rows from the top; the fourth byte means nothing. Valid until the next `grab`. */
  readonly pixels: Uint8Array
  /** Where something may have changed since the last frame; undefined means anywhere. */
  readonly damage: readonly Rect[] | undefined
  /** What nobody but the customer may see: the pixels hold it still, and must not go anywhere without painting it out. */
  readonly hidden?: readonly Rect[]
  readonly capturedAt: Instant
}

export interface Monitor extends Rect {
  readonly name: string
}

export interface CursorShape extends Size {
  readonly hotX: number
  readonly hotY: number
  /** RGBA, not premultiplied, rows from the top without padding. */
  readonly pixels: Uint8Array
}

export type CursorEvent =
  | { readonly type: 'shape'; readonly shape: CursorShape }
  | { readonly type: 'position'; readonly x: number; readonly y: number }

/**
 * A screen that can be looked at. Grabbing never queues: a slow caller simply sees fewer frames. Before a lease on `view`
 * is held nobody calls it.
 */
export interface ScreenSource extends AsyncDisposable {
  /** What the log calls it: `X11 (XShm)`, `synthetic`. */
  readonly name: string
  /**
   * The monitors in the picture's own pixels, to be read after each frame. It is another array as soon as one of them came,
   * went, moved or changed; that alone wakes a grab, with a frame that is damaged nowhere.
   */
  readonly monitors: readonly Monitor[]
  /**
   * The newest picture: the first call returns at once, each later one as soon as something may have changed since.
   * Undefined when the signal aborted. Rejects with CaptureFailed when this source cannot go on.
   */
  grab(signal: AbortSignal): Promise<RawFrame | undefined>
  /** Tells shape and position at once and then each change; sources that cannot know never call. */
  watchCursor(listener: (event: CursorEvent) => void): Disposable
}

/** A screen cannot be captured this way. The message says why, for the person who has to mend it. */
export class CaptureFailed extends Error {
  override readonly name = 'CaptureFailed'
}
