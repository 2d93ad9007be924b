import { zstdDecompressSync } from 'node:zlib'
import sharp from 'sharp'
import type { Rect, Size } from '../../src/base/rect.ts'
import type { EncodedRect, ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'

/**
 * What a technician sees, painted from updates by SPEC.md alone, pixel by pixel: slow, and independent of the console's own
 * decoders. What does not fit is an error, as nothing of ours may send it.
 */
export class PicturePainter {
  readonly size: Size
  /** RGB, rows without padding; black before anything is painted. */
  readonly pixels: Buffer
  #painting: Promise<void> = Promise.resolve()
  #kept: Buffer[] = []
  #keptCount = 0

  constructor(size: Size) {
    this.size = { ...size }
    this.pixels = Buffer.alloc(size.width * size.height * 3)
  }

  /** Paints after everything that was given before. */
  async paint(...updates: readonly ScreenUpdate[]): Promise<void> {
    const before = this.#painting
    this.#painting = (async () => {
      await before
      for (const { keyframe, rects } of updates) {
        if (keyframe) this.#forgetKept()
        for (const rect of rects) await this.#paintRect(rect)
      }
    })()
    await this.#painting
  }

  #forgetKept(): void {
    this.#kept = []
    this.#keptCount = 0
  }

  async #paintRect(rect: EncodedRect): Promise<void> {
    const pixels = await this.#pixelsOf(rect)
    this.#put(rect, pixels)
    const isExact = rect.kind === 'palette' || rect.kind === 'lossless'
    if (!isExact || rect.width * rect.height > 4096) return
    this.#kept[this.#keptCount % 256] = pixels
    this.#keptCount += 1
  }

  #pixelsOf(rect: EncodedRect): Buffer | Promise<Buffer> {
    switch (rect.kind) {
      case 'jpeg':
        return jpegPixels(rect.data, rect)
      case 'palette':
        return palettePixels(rect.data, rect)
      case 'lossless':
        return losslessPixels(rect.data, rect)
      case 'fill':
        return Buffer.concat(Array<Uint8Array>(rect.width * rect.height).fill(rect.data))
      case 'copy':
        return this.#take({ ...rect, x: rect.x + rect.dx, y: rect.y + rect.dy })
      case 'repeat':
        return this.#kept[rect.data[0] ?? 0] ?? Buffer.alloc(0)
    }
  }

  #take(rect: Rect): Buffer {
    return Buffer.concat(Array.from({ length: rect.height }, (_, row) => Buffer.from(this.#row(rect, row))))
  }

  #put(rect: Rect, pixels: Buffer): void {
    if (pixels.length !== rect.width * rect.height * 3) throw new Error('not the pixels of the rectangle')
    for (let row = 0; row < rect.height; row += 1) {
      this.#row(rect, row).set(pixels.subarray(row * rect.width * 3, (row + 1) * rect.width * 3))
    }
  }

  #row({ x, y, width }: Rect, row: number): Buffer {
    const start = ((y + row) * this.size.width + x) * 3
    return this.pixels.subarray(start, start + width * 3)
  }
}

async function jpegPixels(data: Uint8Array, { width, height }: Size): Promise<Buffer> {
  const picture = sharp(data)
  const { width: wide, height: high } = await picture.metadata()
  const fits = [1, 2, 4].some((times) => wide === Math.ceil(width / times) && high === Math.ceil(height / times))
  if (!fits) throw new Error(`a JPEG of ${wide} x ${high} for ${width} x ${height}`)
  return picture
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer()
}

function palettePixels(data: Uint8Array, { width, height }: Size): Buffer {
  const colours = (data[0] ?? 0) + 1
  const bits = [1, 2, 4, 8].find((each) => 2 ** each >= colours) ?? 8
  const packed = zstdDecompressSync(data.subarray(1 + colours * 3))
  const rowBytes = Math.ceil((width * bits) / 8)
  if (packed.length !== rowBytes * height) throw new Error('not the indices of the rectangle')
  const pixels = Buffer.alloc(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const bit = (pixel % width) * bits
    const byte = packed[Math.floor(pixel / width) * rowBytes + Math.floor(bit / 8)] ?? 0
    const index = (byte >> (8 - bits - (bit % 8))) & (2 ** bits - 1)
    if (index >= colours) throw new Error('an index beyond the colours')
    pixels.set(data.subarray(1 + index * 3, 4 + index * 3), pixel * 3)
  }
  return pixels
}

function losslessPixels(data: Uint8Array, size: Size): Buffer {
  const count = size.width * size.height
  const bytes = zstdDecompressSync(data)
  if (bytes.length !== count * 3) throw new Error('not the planes of the rectangle')
  const [green, red, blue] = [0, 1, 2].map((index) =>
    restoredPlane(bytes.subarray(index * count, (index + 1) * count), size),
  ) as [Uint8Array, Uint8Array, Uint8Array]
  const pixels = Buffer.alloc(count * 3)
  for (let pixel = 0; pixel < count; pixel += 1) {
    const g = green[pixel] ?? 0
    pixels.set([(red[pixel] ?? 0) + g, g, (blue[pixel] ?? 0) + g], pixel * 3)
  }
  return pixels
}

function restoredPlane(differences: Uint8Array, { width }: Size): Uint8Array {
  const plane = new Uint8Array(differences.length)
  for (const [pixel, difference] of differences.entries()) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const a = x > 0 ? (plane[pixel - 1] ?? 0) : 0
    const b = y > 0 ? (plane[pixel - width] ?? 0) : 0
    const c = x > 0 && y > 0 ? (plane[pixel - width - 1] ?? 0) : 0
    const foretold = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c
    plane[pixel] = difference + foretold
  }
  return plane
}
