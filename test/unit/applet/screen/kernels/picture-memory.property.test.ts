import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PictureMemory } from '../../../../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect, Size } from '../../../../../src/base/rect.ts'
import { cut, memoryOf, paint, part, place, seed, whole } from './pictures.ts'

describe('a memory of two pictures', () => {
  test('takes rectangles of a frame with padded rows, and nothing beside them', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 40 }), seed, ({ size, rect }, padding, from) => {
        const padded = { width: size.width + padding, height: size.height }
        const pixels = paint(padded, 1000, from)
        const memory = new PictureMemory(size)
        memory.take({ pixels, stride: padded.width * 4 }, [rect])
        const wanted = Buffer.alloc(size.width * size.height * 4)
        put(wanted, size, rect, cut(pixels, padded, rect))
        expect(memory.next.equals(wanted)).toBe(true)
        expect(memory.shown.every((byte) => byte === 0)).toBe(true)
      }),
    )
  })

  test('takes what is new and tells in which rows of tiles, of nothing new nothing', () => {
    const change = fc.tuple(part, part)
    fc.assert(
      fc.property(
        place,
        fc.array(change, { maxLength: 3 }),
        fc.nat(8),
        seed,
        ({ size, rect }, changes, padding, from) => {
          const padded = { width: size.width + padding, height: size.height }
          const pixels = paint(padded, 1000, from)
          const memory = new PictureMemory(size)
          memory.take({ pixels, stride: padded.width * 4 }, [whole(size)])
          const rows = changes.map(([across, down]) => {
            const y = rect.y + Math.floor(down * (rect.height - 1))
            const at = (y * padded.width + rect.x + Math.floor(across * (rect.width - 1))) * 4
            pixels.writeUInt8(pixels.readUInt8(at) ^ 0xff, at)
            return y
          })
          const taken = memory.take({ pixels, stride: padded.width * 4 }, [rect])
          expect(memory.next.equals(cut(pixels, padded, whole(size)))).toBe(true)
          for (const band of taken) expect(rows.some((y) => y >= band.y && y < band.y + band.height)).toBe(true)
        },
      ),
    )
  })

  test('accepts what is next in rectangles, and nothing beside them', () => {
    fc.assert(
      fc.property(place, seed, ({ size, rect }, from) => {
        const pixels = paint(size, 1000, from)
        const memory = memoryOf(size, pixels)
        memory.accept([rect])
        const wanted = Buffer.alloc(pixels.length)
        put(wanted, size, rect, cut(pixels, size, rect))
        expect(memory.shown.equals(wanted)).toBe(true)
        expect(memory.next.equals(pixels)).toBe(true)
      }),
    )
  })

  test('copies within what is shown, also where source and target overlap', () => {
    fc.assert(
      fc.property(place, part, part, seed, ({ size, rect }, across, down, from) => {
        const pixels = paint(size, 1000, from)
        const memory = memoryOf(size, pixels)
        memory.accept([whole(size)])
        const x = Math.round(across * (size.width - rect.width))
        const y = Math.round(down * (size.height - rect.height))
        const source = { ...rect, x, y }
        memory.copy(rect, source.x - rect.x, source.y - rect.y)
        const wanted = Buffer.from(pixels)
        put(wanted, size, rect, cut(pixels, size, source))
        expect(memory.shown.equals(wanted)).toBe(true)
      }),
    )
  })

  test('shrinks a rectangle to means of its pixels, the last ones going on beyond an edge', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(2 as const, 4 as const), seed, ({ size, rect }, by, from) => {
        const pixels = paint(size, 1000, from)
        const shrunk = memoryOf(size, pixels).shrink(rect, by)
        expect([shrunk.width, shrunk.height]).toStrictEqual([Math.ceil(rect.width / by), Math.ceil(rect.height / by)])
        expect(shrunk.stride).toBe(shrunk.width * 4)
        expect(shrunk.pixels.equals(means(cut(pixels, size, rect), rect, by))).toBe(true)
      }),
    )
  })

  test('refuses rectangles that are not in it', () => {
    const memory = new PictureMemory({ width: 10, height: 10 })
    const rect = { x: 5, y: 5, width: 6, height: 1 }
    expect(() => memory.accept([rect])).toThrow('outside')
    expect(() => memory.take({ pixels: Buffer.alloc(400), stride: 40 }, [rect])).toThrow('outside')
    expect(() => memory.planes(rect)).toThrow('outside')
    expect(() => memory.copy({ ...rect, width: 5 }, 1, 0)).toThrow('outside')
  })
})

function put(pixels: Buffer, { width }: Size, rect: Rect, rows: Buffer): void {
  for (let row = 0; row < rect.height; row += 1) {
    const bytes = rows.subarray(row * rect.width * 4, (row + 1) * rect.width * 4)
    pixels.set(bytes, ((rect.y + row) * width + rect.x) * 4)
  }
}

function means(pixels: Buffer, { width, height }: Size, by: number): Buffer {
  const out: number[] = []
  for (let y = 0; y < height; y += by) {
    for (let at = 0; at < Math.ceil(width / by) * 4; at += 1) {
      let sum = 0
      for (let near = 0; near < by * by; near += 1) {
        const column = Math.min((at >> 2) * by + (near % by), width - 1)
        const row = Math.min(y + Math.floor(near / by), height - 1)
        sum += pixels[(row * width + column) * 4 + (at % 4)] ?? 0
      }
      out.push(Math.floor((sum + (by * by) / 2) / (by * by)))
    }
  }
  return Buffer.from(out)
}
