import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import { Undecodable } from '../undecodable.ts'

/** Nothing to decode; what is kept in the place is looked up when it is painted, as rectangles before it may be kept there. */
export function decodeRepeat(rect: PaintedRect): DecodedRect {
  const [place = 0] = rect.data
  return {
    paint(surface) {
      if (!surface.repeat(rect, place)) throw new Undecodable('nothing of that size is kept there')
    },
    close() {},
  }
}
