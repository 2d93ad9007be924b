import type { CopiedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'

/** Nothing to decode; the pixels are taken when it is painted, and so are those that the rectangles before it left. */
export function decodeCopy(rect: CopiedRect): DecodedRect {
  return {
    paint: (surface) => surface.copy(rect, rect.dx, rect.dy),
    close() {},
  }
}
