import fc from 'fast-check'
import { expect, test } from 'vitest'
import { area, contains, intersect, type Rect } from '../../../src/base/rect.ts'

const place = fc.integer({ min: -8, max: 8 })
const side = fc.integer({ min: 1, max: 8 })
const rect: fc.Arbitrary<Rect> = fc.record({ x: place, y: place, width: side, height: side })

/** Every pixel of it, by name. */
function pixelsOf(of: Rect | undefined): Set<string> {
  if (!of) return new Set()
  const columns = Array.from({ length: of.width }, (_, column) => of.x + column)
  const rows = Array.from({ length: of.height }, (_, row) => of.y + row)
  return new Set(rows.flatMap((y) => columns.map((x) => `${x},${y}`)))
}

test('what two rectangles share is the pixels that are in both, whichever is named first', () => {
  fc.assert(
    fc.property(rect, rect, (a, b) => {
      expect(pixelsOf(intersect(a, b))).toEqual(pixelsOf(a).intersection(pixelsOf(b)))
      expect(intersect(a, b)).toEqual(intersect(b, a))
    }),
  )
})

test('a rectangle contains another when each pixel of that one is in it', () => {
  fc.assert(
    fc.property(rect, rect, (outer, inner) => {
      expect(contains(outer, inner)).toBe(pixelsOf(inner).isSubsetOf(pixelsOf(outer)))
      expect(contains(outer, inner)).toBe(area(intersect(outer, inner) ?? { ...inner, width: 0 }) === area(inner))
    }),
  )
})
