import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, memoryOf, paint, place, seed, visible, whole } from './pictures.ts'

const fewColours = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 }))

describe('the colours of a rectangle', () => {
  test('are counted exactly, and beyond the most one more is said', () => {
    fc.assert(
      fc.property(place, fewColours, fc.integer({ min: 1, max: 256 }), seed, ({ size, rect }, colours, most, from) => {
        const pixels = paint(size, colours, from)
        const there = coloursOf(visible(cut(pixels, size, rect))).size
        expect(memoryOf(size, pixels).countColours(rect, most)).toBe(Math.min(there, most + 1))
      }),
    )
  })

  test('are counted up to 256 of them', () => {
    const size = { width: 257, height: 1 }
    const memory = memoryOf(size, gradient(257))
    expect(memory.countColours({ ...whole(size), width: 255 }, 256)).toBe(255)
    expect(memory.countColours({ ...whole(size), width: 256 }, 256)).toBe(256)
    expect(memory.countColours(whole(size), 256)).toBe(257)
  })

  test('with their indices say the rectangle again', () => {
    fc.assert(
      fc.property(place, fewColours, seed, ({ size, rect }, colours, from) => {
        const pixels = paint(size, colours, from)
        const wanted = visible(cut(pixels, size, rect))
        const palette = memoryOf(size, pixels).palette(rect)
        const there = coloursOf(wanted).size
        expect(palette?.colours.length).toBe(there > 256 ? undefined : there * 3)
        if (palette) expect(decode(palette, rect.width, rect.height)).toStrictEqual(wanted)
      }),
    )
  })

  test('make a palette up to 256 of them', () => {
    const size = { width: 257, height: 1 }
    const memory = memoryOf(size, gradient(257))
    expect(memory.palette({ ...whole(size), width: 256 })?.colours.length).toBe(768)
    expect(memory.palette(whole(size))).toBeUndefined()
  })

  test('leave no trace of an earlier palette in the bits behind a row', () => {
    const size = { width: 40, height: 4 }
    const memory = memoryOf(size, paint(size, 200, 5))
    memory.palette(whole(size))
    const plain = memoryOf(size, Buffer.alloc(40 * 4 * 4)).palette({ x: 0, y: 0, width: 3, height: 2 })
    memory.take({ pixels: Buffer.alloc(40 * 4 * 4), stride: 160 }, [whole(size)])
    expect(memory.palette({ x: 0, y: 0, width: 3, height: 2 })).toStrictEqual(plain)
    expect(plain?.indices).toStrictEqual(new Uint8Array([0, 0]))
  })
})

function coloursOf(bgr: Buffer): Set<number> {
  return new Set(Array.from({ length: bgr.length / 3 }, (_, at) => bgr.readUIntLE(at * 3, 3)))
}

/** As "Byte layouts" of the protocol says; the pixels as BGR. */
function decode({ colours, indices }: { colours: Uint8Array; indices: Uint8Array }, width: number, height: number) {
  const bits = [1, 2, 4, 8].find((most) => colours.length / 3 <= 2 ** most) ?? 0
  const rowBytes = Math.ceil((width * bits) / 8)
  expect(indices.length).toBe(rowBytes * height)
  const pixels: number[] = []
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = indices[y * rowBytes + Math.floor((x * bits) / 8)] ?? 0
      const index = (byte >> (8 - bits - ((x * bits) % 8))) & (2 ** bits - 1)
      const [red = -1, green = -1, blue = -1] = colours.subarray(index * 3, index * 3 + 3)
      pixels.push(blue, green, red)
    }
  }
  return Buffer.from(pixels)
}

function gradient(colours: number): Buffer {
  const pixels = Buffer.alloc(colours * 4)
  for (let at = 0; at < colours; at += 1) pixels.writeUInt32LE(at * 0x301, at * 4)
  return pixels
}
