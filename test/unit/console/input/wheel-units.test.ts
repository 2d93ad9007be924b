import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WheelUnits } from '../../../../src/console/input/wheel-units.ts'

const PIXELS = 0
const LINES = 1
const PAGES = 2

test.each([
  ['120 pixels', 120, PIXELS],
  ['100 pixels', 100, PIXELS],
  ['3 lines', 3, LINES],
  ['a page', 1, PAGES],
])('a notch is 120 units, reported as %s', (_name, deltaY, deltaMode) => {
  expect(new WheelUnits().turn({ deltaX: 0, deltaY, deltaMode })).toEqual({ dx: 0, dy: 120 })
})

test('a touch pad scrolls by as many units as pixels, in both directions, and parts of a pixel wait', () => {
  const wheel = new WheelUnits()
  expect(wheel.turn({ deltaX: -7, deltaY: 3.6, deltaMode: PIXELS })).toEqual({ dx: -7, dy: 3 })
  expect(wheel.turn({ deltaX: 0, deltaY: 0.6, deltaMode: PIXELS })).toEqual({ dx: 0, dy: 1 })
})

test('no turn gets lost: all units add up to all pixels', () => {
  const pixels = fc.double({ min: -99, max: 99, noNaN: true })
  fc.assert(
    fc.property(fc.array(pixels), (turns) => {
      const wheel = new WheelUnits()
      const units = turns.reduce((sum, deltaY) => sum + wheel.turn({ deltaX: 0, deltaY, deltaMode: PIXELS }).dy, 0)
      const whole = turns.reduce((sum, deltaY) => sum + deltaY, 0)
      expect(Math.abs(whole - units)).toBeLessThan(1.000_001)
    }),
  )
})

test('no turn is more than the wire can say', () => {
  expect(new WheelUnits().turn({ deltaX: 0, deltaY: -1e9, deltaMode: PAGES })).toEqual({ dx: 0, dy: -12_000 })
})
