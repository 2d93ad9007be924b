import { expect, test } from 'vitest'
import { wheelUnits } from '../../../../src/console/input/wheel-units.ts'

const PIXELS = 0
const LINES = 1
const PAGES = 2

test.each([
  ['120 pixels', 120, PIXELS],
  ['100 pixels', 100, PIXELS],
  ['3 lines', 3, LINES],
  ['a page', 1, PAGES],
])('a notch is 120 units, reported as %s', (_name, deltaY, deltaMode) => {
  expect(wheelUnits({ deltaX: 0, deltaY, deltaMode })).toEqual({ dx: 0, dy: 120 })
})

test('a touch pad scrolls by as many units as pixels, in both directions', () => {
  expect(wheelUnits({ deltaX: -7, deltaY: 3.6, deltaMode: PIXELS })).toEqual({ dx: -7, dy: 4 })
})

test('no turn is more than the wire can say', () => {
  expect(wheelUnits({ deltaX: 0, deltaY: -1e9, deltaMode: PAGES })).toEqual({ dx: 0, dy: -12_000 })
})
