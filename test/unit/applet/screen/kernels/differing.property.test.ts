import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PictureMemory } from '../../../../../src/applet/screen/kernels/picture-memory.ts'
import { area, intersect, type Rect } from '../../../../../src/base/rect.ts'

const WIDTH = 200
const HEIGHT = 150
/** Wider than the picture: some systems pad their rows. */
const STRIDE = WIDTH * 4 + 32

const WHOLE = { x: 0, y: 0, width: WIDTH, height: HEIGHT }

/** A memory in which one picture is shown and the other is next. */
function memoryOf(then: Buffer, now: Buffer): PictureMemory {
  const memory = new PictureMemory(WHOLE)
  memory.take({ pixels: then, stride: STRIDE }, [WHOLE])
  memory.accept([WHOLE])
  memory.take({ pixels: now, stride: STRIDE }, [WHOLE])
  return memory
}

function dirtyRects(then: Buffer, now: Buffer, damage: readonly Rect[] = [WHOLE]): Rect[] {
  const inside = damage.flatMap((rect) => intersect(rect, WHOLE) ?? [])
  return memoryOf(then, now).differingTiles(inside).rects()
}

const PICTURE = Buffer.from(Uint8Array.from({ length: STRIDE * HEIGHT }, (_, index) => (index * 7919) % 256))

function picture(): Buffer {
  return Buffer.from(PICTURE)
}

function change(pixels: Buffer, x: number, y: number): void {
  const at = y * STRIDE + x * 4
  pixels[at] = ((pixels[at] as number) + 1) % 256
}

const point = fc.record({ x: fc.nat(WIDTH - 1), y: fc.nat(HEIGHT - 1) })

test('a picture that did not change has no dirty rectangle', () => {
  expect(dirtyRects(picture(), picture())).toEqual([])
})

test('bytes between the rows are nobody’s business', () => {
  const next = picture()
  next[STRIDE - 1] = 1
  expect(dirtyRects(picture(), next)).toEqual([])
})

test('one changed pixel makes one tile dirty, cut at the edge of the screen', () => {
  const next = picture()
  change(next, WIDTH - 1, HEIGHT - 1)
  expect(dirtyRects(picture(), next)).toEqual([{ x: 192, y: 128, width: 8, height: 22 }])
})

test('neighbouring tiles become one rectangle', () => {
  const next = picture()
  for (const x of [10, 70, 130]) for (const y of [10, 70]) change(next, x, y)
  expect(dirtyRects(picture(), next)).toEqual([{ x: 0, y: 0, width: 192, height: 128 }])
})

describe('for any changes', () => {
  test('every changed pixel is inside exactly one rectangle, and every rectangle holds a change', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
        const next = picture()
        const unique = [...new Map(points.map((one) => [`${one.x},${one.y}`, one])).values()]
        for (const { x, y } of unique) change(next, x, y)
        const rects = dirtyRects(picture(), next)
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
        const hinted = dirtyRects(picture(), next, damage)
        expect(hinted).toEqual(dirtyRects(picture(), next))
      }),
    )
  })

  test('a trimmed rectangle holds all its changes and nothing beyond the first and last of them', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), (points) => {
        const next = picture()
        const unique = [...new Map(points.map((one) => [`${one.x},${one.y}`, one])).values()]
        for (const { x, y } of unique) change(next, x, y)
        for (const rect of dirtyRects(picture(), next)) {
          const inside = unique.filter((one) => intersect(rect, { ...one, width: 1, height: 1 }))
          const trimmed = memoryOf(picture(), next).changedPart(rect)
          const [ys, xs] = [inside.map(({ y }) => y), inside.map(({ x }) => x)]
          const [x, y] = [Math.min(...xs), Math.min(...ys)]
          expect(trimmed).toEqual({ x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 })
        }
      }),
    )
  })
})

test('a small rectangle is trimmed on all four sides', () => {
  const next = picture()
  change(next, 70, 70)
  change(next, 75, 72)
  const [rect] = dirtyRects(picture(), next)
  expect(rect && memoryOf(picture(), next).changedPart(rect)).toEqual({ x: 70, y: 70, width: 6, height: 3 })
})

test('a rectangle without a change is trimmed to nothing', () => {
  expect(memoryOf(picture(), picture()).changedPart({ x: 0, y: 0, width: 64, height: 64 })).toBeUndefined()
})

test('only what is damaged is looked at', () => {
  const next = picture()
  change(next, 5, 5)
  change(next, 150, 100)
  const rects = dirtyRects(picture(), next, [{ x: 0, y: 0, width: 20, height: 20 }])
  expect(rects).toEqual([{ x: 0, y: 0, width: 64, height: 64 }])
  expect(rects.reduce((sum, rect) => sum + area(rect), 0)).toBe(64 * 64)
})
