import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findDirtyRects } from '../../../../src/applet/screen/frame-differ.ts'
import { FrameMemory } from '../../../../src/applet/screen/frame-memory.ts'
import type { RawFrame } from '../../../../src/applet/screen/screen-source.ts'
import { area, intersect, type Rect } from '../../../../src/base/rect.ts'

const WIDTH = 200
const HEIGHT = 150
/** Wider than the picture: some systems pad their rows. */
const STRIDE = WIDTH * 4 + 32

function frame(pixels: Buffer, damage?: readonly Rect[]): RawFrame {
  return { width: WIDTH, height: HEIGHT, stride: STRIDE, pixels, damage, capturedAt: 0 }
}

const PICTURE = Buffer.from(Uint8Array.from({ length: STRIDE * HEIGHT }, (_, index) => (index * 7919) % 256))

function picture(): Buffer {
  return Buffer.from(PICTURE)
}

function remembering(pixels: Buffer): FrameMemory {
  const memory = new FrameMemory()
  memory.remember(frame(pixels), [{ x: 0, y: 0, width: WIDTH, height: HEIGHT }])
  return memory
}

function change(pixels: Buffer, x: number, y: number): void {
  const at = y * STRIDE + x * 4
  pixels[at] = ((pixels[at] as number) + 1) % 256
}

const point = fc.record({ x: fc.nat(WIDTH - 1), y: fc.nat(HEIGHT - 1) })

test('a picture that did not change has no dirty rectangle', () => {
  expect(findDirtyRects(remembering(picture()), frame(picture()))).toEqual([])
})

test('bytes between the rows are nobody’s business', () => {
  const next = picture()
  next[STRIDE - 1] = 1
  expect(findDirtyRects(remembering(picture()), frame(next))).toEqual([])
})

test('one changed pixel makes one tile dirty, cut at the edge of the screen', () => {
  const next = picture()
  change(next, WIDTH - 1, HEIGHT - 1)
  expect(findDirtyRects(remembering(picture()), frame(next))).toEqual([{ x: 192, y: 128, width: 8, height: 22 }])
})

test('neighbouring tiles become one rectangle', () => {
  const next = picture()
  for (const x of [10, 70, 130]) for (const y of [10, 70]) change(next, x, y)
  expect(findDirtyRects(remembering(picture()), frame(next))).toEqual([{ x: 0, y: 0, width: 192, height: 128 }])
})

describe('for any changes', () => {
  test('every changed pixel is inside exactly one rectangle, and every rectangle holds a change', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
        const next = picture()
        const unique = [...new Map(points.map((one) => [`${one.x},${one.y}`, one])).values()]
        for (const { x, y } of unique) change(next, x, y)
        const rects = findDirtyRects(remembering(picture()), frame(next))
        for (const one of unique) {
          const pixel = { ...one, width: 1, height: 1 }
          expect(rects.filter((rect) => intersect(rect, pixel))).toHaveLength(1)
        }
        for (const rect of rects) {
          expect(unique.some((one) => intersect(rect, { ...one, width: 1, height: 1 }))).toBe(true)
        }
      }),
    )
  })

  test('damage that holds all changes finds the same as looking everywhere, never beyond its tiles', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), (points) => {
        const next = picture()
        for (const { x, y } of points) change(next, x, y)
        const damage = points.map(({ x, y }) => ({ x: x - 3, y: y - 3, width: 9, height: 9 }))
        const hinted = findDirtyRects(remembering(picture()), frame(next, damage))
        expect(hinted).toEqual(findDirtyRects(remembering(picture()), frame(next)))
      }),
    )
  })

  test('remembering what was dirty makes the memory equal to the picture', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const next = picture()
        for (const { x, y } of points) change(next, x, y)
        const memory = remembering(picture())
        memory.remember(frame(next), findDirtyRects(memory, frame(next)))
        expect(findDirtyRects(memory, frame(next))).toEqual([])
      }),
    )
  })
})

test('only what is damaged is looked at', () => {
  const next = picture()
  change(next, 5, 5)
  change(next, 150, 100)
  const rects = findDirtyRects(remembering(picture()), frame(next, [{ x: 0, y: 0, width: 20, height: 20 }]))
  expect(rects).toEqual([{ x: 0, y: 0, width: 64, height: 64 }])
  expect(rects.reduce((sum, rect) => sum + area(rect), 0)).toBe(64 * 64)
})
