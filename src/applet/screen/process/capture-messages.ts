import type { HeldFolder } from '../../native/load-verified.ts'
import type { FeedStart, ShownPart, View } from '../screen-feed.ts'
import type { CursorEvent } from '../screen-source.ts'

/** What starts this program as the part that looks at the screen, and nothing else. */
export const CAPTURE_ARGUMENT = '--capture-screen'

/** What the applet tells the process that captures. */
export type CaptureOrder =
  /** Get ready, without those sources that come before this one: they ended a process before. */
  | { readonly type: 'open'; readonly firstSource: number }
  | { readonly type: 'run'; readonly start: FeedStart }
  | { readonly type: 'stop' }
  | { readonly type: 'painted'; readonly seq: number }
  | { readonly type: 'refresh' }
  | { readonly type: 'adjust'; readonly view: View }
  | { readonly type: 'hide'; readonly pids: readonly number[] }
  | { readonly type: 'ping' }

/** What that process tells the applet. */
export type CaptureReport =
  /** If nothing follows, it was this source that ended the process. */
  | { readonly type: 'trying'; readonly source: number }
  | { readonly type: 'opened' }
  | { readonly type: 'described'; readonly part: ShownPart }
  | { readonly type: 'updated'; readonly seq: number; readonly bytes: Uint8Array }
  | { readonly type: 'pointed'; readonly event: CursorEvent }
  | { readonly type: 'lost'; readonly reason: string }
  /** What it unpacked and cannot remove itself, as long as it runs. */
  | { readonly type: 'unpacked'; readonly folders: readonly HeldFolder[] }
  /** The run is over. */
  | { readonly type: 'stopped' }
  /** No source can go on. */
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'pong' }
