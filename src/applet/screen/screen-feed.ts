import type { Rect } from '../../base/rect.ts'
import type { Quality } from '../../protocol/peer/messages/screen.ts'
import type { CursorEvent, Monitor } from './screen-source.ts'

/** How a technician wants to see the screen. */
export interface View {
  readonly quality: Quality
  readonly greyscale: boolean
  /** At most. */
  readonly framesPerSecond: number
  /** The monitor to show alone; null for all. */
  readonly monitor: string | null
}

/** What is shown, in pixels of the desktop. */
export interface ShownPart extends Rect {
  /** Which description of the picture this is; the updates that follow name it. */
  readonly epoch: number
  readonly monitors: readonly Monitor[]
  /** The monitor that is shown alone. */
  readonly shown: string | null
}

export interface FeedStart {
  /** The numbers used last for this console; the next ones follow them. */
  readonly seq: number
  readonly epoch: number
  readonly view: View
}

export interface FeedListener {
  /** The next update shows all of this. */
  described(part: ShownPart): void
  /** An update as it stands on the wire. */
  updated(seq: number, bytes: Uint8Array): void
  pointed(event: CursorEvent): void
  /** There is no picture for a while, for this reason; the next update ends that. */
  lost(reason: string): void
}

/** Makes updates of the customer's screen, wherever that is done. */
export interface ScreenFeed extends AsyncDisposable {
  /** Gets ready without looking at the screen. Rejects with CaptureFailed when there is none. */
  open(): Promise<void>
  /** Makes updates until the signal aborts; one run at a time. Rejects with CaptureFailed when no source can go on. */
  run(start: FeedStart, listener: FeedListener, lease: AbortSignal): Promise<void>
  /** The console painted this update. */
  painted(seq: number): void
  /** The console needs a whole picture. */
  refresh(): void
  adjust(view: View): void
  /**
   * From now on no update shows windows of these processes, or of what they start: to the technician they are a grey that
   * tells nothing. To be told before they show any.
   */
  hideWindowsOf(pids: readonly number[]): void
}
