import { area, type Rect, type Size } from '../../../base/rect.ts'
import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import { Undecodable } from '../undecodable.ts'
import { jpegSize } from './jpeg-size.ts'

/** Pixels from which a bitmap, decoded off the main thread, beats an ImageDecoder with its smaller fixed cost. */
const LARGE = 512 * 512

const TYPE = 'image/jpeg'

/** By how much a side of the picture may be smaller than its rectangle's. */
const SHRINKS = [1, 2, 4]

type Picture = ImageBitmap | VideoFrame

export async function decodeJpeg(rect: PaintedRect): Promise<DecodedRect> {
  if (!fits(jpegSize(rect.data), rect)) throw new Undecodable('not a JPEG of the size of its rectangle')
  // ImageDecoder exists in secure contexts of some browsers only.
  const small = area(rect) < LARGE && 'ImageDecoder' in globalThis
  return stretched(rect, await (small ? decodeSmall(rect) : decodeLarge(rect)))
}

export function fits(picture: Size | undefined, { width, height }: Size): boolean {
  return SHRINKS.some(
    (times) => picture?.width === Math.ceil(width / times) && picture.height === Math.ceil(height / times),
  )
}

function stretched({ x, y, width, height }: Rect, picture: Picture): DecodedRect {
  return {
    paint: (context) => context.drawImage(picture, x, y, width, height),
    close: () => picture.close(),
  }
}

async function decodeSmall(rect: PaintedRect): Promise<Picture> {
  const decoder = new ImageDecoder({ type: TYPE, data: bytesOf(rect), colorSpaceConversion: 'none' })
  try {
    return (await decoder.decode()).image
  } finally {
    decoder.close()
  }
}

function decodeLarge(rect: PaintedRect): Promise<Picture> {
  return createImageBitmap(new Blob([bytesOf(rect)], { type: TYPE }), { colorSpaceConversion: 'none' })
}

/** Bytes from the wire never stand in shared memory; the type cannot know. */
function bytesOf(rect: PaintedRect): Uint8Array<ArrayBuffer> {
  return rect.data as Uint8Array<ArrayBuffer>
}
