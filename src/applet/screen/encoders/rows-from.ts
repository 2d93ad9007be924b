import type { Rect } from '../../../base/rect.ts'
import type { Pixels } from '../pixels.ts'

export interface Rows {
  readonly bytes: Buffer
  /** Bytes from one row to the next. */
  readonly stride: number
}

/**
 * The rows of a rectangle as encoders take them: from its first pixel on, `height` whole strides long. That ends beyond the
 * last pixel, and at the bottom of a frame even beyond the frame; where its memory ends there too, the rows are copied.
 */
export function rowsFrom({ pixels, stride }: Pixels, { x, y, width, height }: Rect): Rows {
  const start = y * stride + x * 4
  const offset = pixels.byteOffset + start
  const byteLength = height * stride
  if (offset + byteLength <= pixels.buffer.byteLength) {
    return { bytes: Buffer.from(pixels.buffer, offset, byteLength), stride }
  }
  const bytes = Buffer.allocUnsafe(height * width * 4)
  for (let row = 0; row < height; row += 1) {
    const from = start + row * stride
    bytes.set(pixels.subarray(from, from + width * 4), row * width * 4)
  }
  return { bytes, stride: width * 4 }
}
