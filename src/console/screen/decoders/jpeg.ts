import { area } from '../../../base/rect.ts'
import type { EncodedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodeRect, Picture } from '../rect-decoder.ts'
import { jpegSize } from './jpeg-size.ts'

/** Pixels from which a bitmap, decoded off the main thread, beats an ImageDecoder with its smaller fixed cost. */
const LARGE = 512 * 512

const TYPE = 'image/jpeg'

export const decodeJpeg: DecodeRect = async (rect) => {
  const size = jpegSize(rect.data)
  if (size?.width !== rect.width || size.height !== rect.height)
    throw new Error('not a JPEG of the size of its rectangle')
  // ImageDecoder exists in secure contexts of some browsers only.
  return area(rect) < LARGE && 'ImageDecoder' in globalThis ? decodeSmall(rect) : decodeLarge(rect)
}

async function decodeSmall(rect: EncodedRect): Promise<Picture> {
  const decoder = new ImageDecoder({ type: TYPE, data: bytesOf(rect), colorSpaceConversion: 'none' })
  try {
    return (await decoder.decode()).image
  } finally {
    decoder.close()
  }
}

function decodeLarge(rect: EncodedRect): Promise<Picture> {
  return createImageBitmap(new Blob([bytesOf(rect)], { type: TYPE }), { colorSpaceConversion: 'none' })
}

/** Bytes from the wire never stand in shared memory; the type cannot know. */
function bytesOf(rect: EncodedRect): Uint8Array<ArrayBuffer> {
  return rect.data as Uint8Array<ArrayBuffer>
}
