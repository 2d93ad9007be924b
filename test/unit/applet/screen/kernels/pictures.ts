import fc from 'fast-check'
import { PictureMemory } from '../../../../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect, Size } from '../../../../../src/base/rect.ts'
import { xorshift } from '../../../../support/xorshift.ts'

/** A picture of at most so many colours; what its fourth bytes hold is left to chance. */
export function paint({ width, height }: Size, colours: number, seed: number): Buffer {
  const random = xorshift(seed)
  const palette = Array.from({ length: colours }, () => Math.floor(random() * 0x1000000))
  const pixels = Buffer.alloc(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = palette[Math.floor(random() ** 3 * colours)] ?? 0
    pixels.writeUInt32LE(Math.floor(random() * 256) * 0x1000000 + colour, at)
  }
  return pixels
}

/** A memory whose next picture is this one. */
export function memoryOf(size: Size, pixels: Buffer): PictureMemory {
  const memory = new PictureMemory(size)
  memory.take({ pixels, stride: size.width * 4 }, [whole(size)])
  return memory
}

export function whole({ width, height }: Size): Rect {
  return { x: 0, y: 0, width, height }
}

/** The rectangle's pixels, rows without padding. */
export function cut(pixels: Uint8Array, { width }: Size, rect: Rect): Buffer {
  const rows = Array.from({ length: rect.height }, (_, row) => {
    const start = ((rect.y + row) * width + rect.x) * 4
    return pixels.subarray(start, start + rect.width * 4)
  })
  return Buffer.concat(rows)
}

/** Pixels without their fourth bytes, which mean nothing. */
export function visible(pixels: Uint8Array): Buffer {
  return Buffer.from(pixels.filter((_, at) => at % 4 !== 3))
}

export const seed = fc.integer({ min: 1, max: 0x7fff_ffff })

const side = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 150 }))

/** From 0 to 1, each about as often; of all doubles in between nearly all are next to nothing. */
export const part = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000)

/** A picture's size and a rectangle in it, at its edges as often as not. */
export const place = fc
  .tuple(side, side, fc.tuple(part, part), fc.tuple(part, part))
  .map(([width, height, across, down]) => {
    const [x, right] = ends(across, width)
    const [y, bottom] = ends(down, height)
    return { size: { width, height }, rect: { x, y, width: right - x, height: bottom - y } }
  })

function ends([one, other]: [number, number], side: number): [number, number] {
  const start = Math.floor(Math.min(one, other) * (side - 1))
  return [start, Math.min(side, Math.max(start + 1, Math.ceil(Math.max(one, other) * 1.2 * side)))]
}
