import type { Rect } from '../../base/rect.ts'
import type { EncodedRect, RectKind } from '../../protocol/peer/frame-codec.ts'
import type { RawFrame } from './screen-source.ts'

export interface FrameEncoder {
  /** What the log calls it. */
  readonly name: string
  readonly kind: RectKind
  /**
   * Encodes the rectangles of a frame; `quality` is 1 to 100. The caller grabs no other frame before the promise settles,
   * so the pixels stand still.
   */
  encode(frame: RawFrame, rects: readonly Rect[], quality: number): Promise<EncodedRect[]>
}
