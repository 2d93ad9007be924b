import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameStrips } from '../../../../src/applet/screen-sign/frame-strips.ts'
import { area, intersect, type Rect } from '../../../../src/base/rect.ts'

test('four strips stand along the inner edges of a monitor', () => {
  expect(frameStrips([{ x: 100, y: 50, width: 640, height: 480 }])).toEqual([
    { x: 100, y: 50, width: 640, height: 3 },
    { x: 100, y: 527, width: 640, height: 3 },
    { x: 100, y: 53, width: 3, height: 474 },
    { x: 737, y: 53, width: 3, height: 474 },
  ])
})

test('a monitor that shows the same as another has the same frame', () => {
  const monitor = { x: 0, y: 0, width: 640, height: 480 }
  expect(frameStrips([monitor, monitor])).toEqual(frameStrips([monitor]))
})

test('however monitors lie, the strips cover each one’s edges, and no two of them overlap', () => {
  const side = fc.integer({ min: 1, max: 30 })
  const monitor = fc.record({ x: fc.nat(30), y: fc.nat(30), width: side, height: side })
  fc.assert(
    fc.property(fc.array(monitor, { maxLength: 4 }), (monitors) => {
      const strips = frameStrips(monitors)
      for (const [index, strip] of strips.entries()) {
        expect(area(strip)).toBeGreaterThan(0)
        for (const other of strips.slice(index + 1)) expect(intersect(strip, other)).toBeUndefined()
      }
      for (let x = 0; x < 60; x += 1) {
        for (let y = 0; y < 60; y += 1) {
          const isCovered = strips.some((strip) => intersect(strip, { x, y, width: 1, height: 1 }))
          expect(isCovered).toBe(monitors.some((each) => isInFrame(each, x, y)))
        }
      }
    }),
    { numRuns: 30 },
  )
})

function isInFrame({ x, y, width, height }: Rect, column: number, row: number): boolean {
  const [right, below] = [x + width - 1 - column, y + height - 1 - row]
  const inside = column >= x && row >= y && right >= 0 && below >= 0
  return inside && Math.min(column - x, row - y, right, below) < 3
}
