import type { Rect, Size } from '../../../base/rect.ts'
import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import { Undecodable } from '../undecodable.ts'
import { jpegSize } from './jpeg-size.ts'
import { decodeNatively, type Picture } from './native-jpeg.ts'

/** By how much a side of the picture may be smaller than its rectangle's. */
const SHRINKS = [1, 2, 4]

export async function decodeJpeg(rect: PaintedRect): Promise<DecodedRect> {
  if (!fits(jpegSize(rect.data), rect)) throw new Undecodable('not a JPEG of the size of its rectangle')
  // Bytes from the wire never stand in shared memory; the type cannot know.
  return stretched(rect, await decodeNatively(rect.data as Uint8Array<ArrayBuffer>))
}

function fits(picture: Size | undefined, { width, height }: Size): boolean {
  return SHRINKS.some(
    (times) => picture?.width === Math.ceil(width / times) && picture.height === Math.ceil(height / times),
  )
}

function stretched({ x, y, width, height }: Rect, picture: Picture): DecodedRect {
  return {
    paint: ({ context }) => context.drawImage(picture, x, y, width, height),
    close: () => picture.close(),
  }
}
