import { constants, zstdCompressSync } from 'node:zlib'
import type { Size } from '../../src/base/rect.ts'

/** Rectangles' data as SPEC.md has them, written from it and slow; pixels are RGB, rows without padding. */

/** A zstd frame that says its content size. */
export function zstdFrame(bytes: Uint8Array, level = 3): Buffer {
  return zstdCompressSync(bytes, {
    pledgedSrcSize: bytes.byteLength,
    params: { [constants.ZSTD_c_compressionLevel]: level },
  })
}

export function encodePalette(rgb: Uint8Array, { width, height }: Size, level?: number): Buffer {
  const colours: string[] = []
  const indices = Array.from({ length: width * height }, (_, pixel) => {
    const colour = Buffer.from(rgb.subarray(pixel * 3, pixel * 3 + 3)).toString('hex')
    if (!colours.includes(colour)) colours.push(colour)
    return colours.indexOf(colour)
  })
  // A single colour is a fill; here it gets a second one that no pixel has.
  if (colours.length === 1) colours.push('123456')
  const list = Buffer.from(colours.join(''), 'hex')
  return Buffer.concat([Uint8Array.of(colours.length - 1), list, packIndices(indices, width, colours.length, level)])
}

/** The indices, packed and compressed; for more colours than they name, if a test wants to lie. */
export function packIndices(indices: readonly number[], width: number, colours: number, level?: number): Buffer {
  const bits = [1, 2, 4, 8].find((each) => 2 ** each >= colours) ?? 8
  const rowBytes = Math.ceil((width * bits) / 8)
  const packed = new Uint8Array(rowBytes * (indices.length / width))
  indices.forEach((index, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const at = y * rowBytes + Math.floor((x * bits) / 8)
    packed[at] = (packed[at] ?? 0) | (index << (8 - bits - ((x * bits) % 8)))
  })
  return zstdFrame(packed, level)
}

export function encodeLossless(rgb: Uint8Array, size: Size, level?: number): Buffer {
  const count = size.width * size.height
  const value = (pixel: number, channel: number) => rgb[pixel * 3 + channel] ?? 0
  const plane = (of: (pixel: number) => number) =>
    residuals(
      Uint8Array.from({ length: count }, (_, pixel) => of(pixel)),
      size,
    )
  const planes = [
    plane((pixel) => value(pixel, 1)),
    plane((pixel) => value(pixel, 0) - value(pixel, 1)),
    plane((pixel) => value(pixel, 2) - value(pixel, 1)),
  ]
  return zstdFrame(Buffer.concat(planes), level)
}

function residuals(plane: Uint8Array, { width }: Size): Uint8Array {
  return plane.map((value, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const at = (dx: number, dy: number) => (x < dx || y < dy ? 0 : (plane[pixel - dx - dy * width] ?? 0))
    const [a, b, c] = [at(1, 0), at(0, 1), at(1, 1)]
    if (c >= Math.max(a, b)) return value - Math.min(a, b)
    return value - (c <= Math.min(a, b) ? Math.max(a, b) : a + b - c)
  })
}
