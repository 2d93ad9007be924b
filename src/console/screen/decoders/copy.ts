import type { CopiedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import { COPY_WAYS, copyWay } from './copy-way.ts'

/** Nothing to decode; the pixels are taken when it is painted, and so are those that the rectangles before it left. */
export function decodeCopy(rect: CopiedRect): DecodedRect {
  return {
    paint: (context) => COPY_WAYS[copyWay()](context, rect),
    close() {},
  }
}
