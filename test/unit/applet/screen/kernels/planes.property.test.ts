import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, memoryOf, paint, place, seed, visible, whole } from './pictures.ts'

describe('the planes of a rectangle', () => {
  test('say it again, whatever its size and place', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 5000 }), seed, ({ size, rect }, colours, from) => {
        const pixels = paint(size, colours, from)
        const planes = memoryOf(size, pixels).planes(rect)
        expect(planes.length).toBe(rect.width * rect.height * 3)
        expect(decode(planes, rect.width, rect.height)).toStrictEqual(visible(cut(pixels, size, rect)))
      }),
    )
  })

  test('are nearly all 0 where the picture is smooth', () => {
    const size = { width: 100, height: 50 }
    const pixels = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (Math.floor(at / 4) % 100) * 2))
    const planes = memoryOf(size, pixels).planes(whole(size))
    expect(planes.filter((value) => value !== 0).length).toBe(99)
  })

  test('are made of a million pixels at once and of no more', () => {
    const size = { width: 1025, height: 1024 }
    const memory = memoryOf(size, paint(size, 300, 3))
    const most = { ...whole(size), width: 1024 }
    expect(decode(memory.planes(most), 1024, 1024).equals(visible(cut(memory.next, size, most)))).toBe(true)
    expect(() => memory.planes(whole(size))).toThrow('pixels at once')
  })
})

/** As "Byte layouts" of the protocol says; the pixels as BGR. */
function decode(planes: Uint8Array, width: number, height: number): Buffer {
  const area = width * height
  const [green, red, blue] = [0, 1, 2].map((plane) => unfold(planes.subarray(plane * area, (plane + 1) * area), width))
  const pixels = Buffer.alloc(area * 3)
  for (let at = 0; at < area; at += 1) {
    const base = green?.[at] ?? 0
    pixels.set([base + (blue?.[at] ?? 0), base, base + (red?.[at] ?? 0)], at * 3)
  }
  return pixels
}

function unfold(residues: Uint8Array, width: number): Uint8Array {
  const values = new Uint8Array(residues.length)
  for (let at = 0; at < values.length; at += 1) {
    const inRow = at % width > 0
    const a = (inRow && values[at - 1]) || 0
    const b = values[at - width] ?? 0
    const c = (inRow && values[at - width - 1]) || 0
    const foretold = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c
    values[at] = (residues[at] ?? 0) + foretold
  }
  return values
}
