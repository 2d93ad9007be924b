import type { CopiedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'

/** Nothing to decode; the pixels are taken when it is painted, and so are those that the rectangles before it left. */
export function decodeCopy({ x, y, width, height, dx, dy }: CopiedRect): DecodedRect {
  return {
    paint(context) {
      context.drawImage(context.canvas, x + dx, y + dy, width, height, x, y, width, height)
    },
    close() {},
  }
}
