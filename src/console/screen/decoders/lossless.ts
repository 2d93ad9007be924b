import type { Size } from '../../../base/rect.ts'
import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import { DecodedPixels } from './decoded-pixels.ts'
import { unpackZstd } from './zstd/unpack-zstd.ts'

const PLANES = 3

/** Many colours, exactly: green, and red and blue as they differ from it, each as it differs from what is beside it. */
export function decodeLossless(rect: PaintedRect): DecodedPixels {
  const count = rect.width * rect.height
  const bytes = unpackZstd(rect.data, count * PLANES)
  const planes = [0, 1, 2].map((index) => bytes.subarray(index * count, (index + 1) * count))
  const [green, red, blue] = planes as [Uint8Array, Uint8Array, Uint8Array]
  for (const plane of planes) restorePlane(plane, rect)
  const pixels = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) {
    const g = green[at] as number
    const r = ((red[at] as number) + g) & 255
    const b = ((blue[at] as number) + g) & 255
    pixels[at] = 0xff00_0000 | (b << 16) | (g << 8) | r
  }
  return new DecodedPixels(rect, pixels)
}

/** In place: a Uint8Array keeps what is added modulo 256. */
function restorePlane(plane: Uint8Array, { width, height }: Size): void {
  // Above the first row all is 0, so what foretells is what stands to the left.
  for (let at = 1; at < width; at += 1) plane[at] = (plane[at] as number) + (plane[at - 1] as number)
  for (let y = 1; y < height; y += 1) restoreRow(plane, y * width, width)
}

function restoreRow(plane: Uint8Array, start: number, width: number): void {
  let above = plane[start - width] as number
  let left = ((plane[start] as number) + above) & 255
  plane[start] = left
  let aboveLeft = above
  for (let at = start + 1; at < start + width; at += 1) {
    above = plane[at - width] as number
    left = ((plane[at] as number) + foretold(left, above, aboveLeft)) & 255
    plane[at] = left
    aboveLeft = above
  }
}

/** The median of a, b and a + b - c: an edge to the left or above is taken over, a slope goes on. */
function foretold(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), a + b - c))
}
