import type { Rect } from '../../base/rect.ts'
import type { EncodedRect, RectKind } from '../../protocol/peer/frame-codec.ts'
import type { Pixels } from './pixels.ts'

/** How much of a picture may be lost. */
export interface Fidelity {
  /** From 1 to 100. */
  readonly quality: number
  /** Colours keep their full resolution (4:4:4), so that coloured text stays sharp; otherwise a quarter of it. */
  readonly fullColour: boolean
  readonly greyscale: boolean
}

export interface FrameEncoder {
  /** What the log calls it. */
  readonly name: string
  readonly kind: Exclude<RectKind, 'copy'>
  /** Encodes rectangles of a picture, whose pixels stand still until the promise settles. */
  encode(picture: Pixels, rects: readonly Rect[], fidelity: Fidelity): Promise<EncodedRect[]>
}
