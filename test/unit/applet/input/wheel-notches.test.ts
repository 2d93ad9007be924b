import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WheelNotches } from '../../../../src/applet/input/wheel-notches.ts'

test('120 units are one notch, and what is left over counts for the next turn', () => {
  const wheel = new WheelNotches()
  expect(wheel.turn(0, 100)).toEqual({ right: 0, down: 0 })
  expect(wheel.turn(0, 100)).toEqual({ right: 0, down: 1 })
  expect(wheel.turn(0, 40)).toEqual({ right: 0, down: 1 })
})

test('each axis has its own remainder, and turning back takes it back', () => {
  const wheel = new WheelNotches()
  expect(wheel.turn(119, -119)).toEqual({ right: 0, down: 0 })
  expect(wheel.turn(1, 119)).toEqual({ right: 1, down: 0 })
  expect(wheel.turn(-240, -120)).toEqual({ right: -2, down: -1 })
})

test('no turn gets lost: all notches and the remainder add up to all units', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -12_000, max: 12_000 })), (turns) => {
      const wheel = new WheelNotches()
      const notches = turns.reduce((sum, units) => sum + wheel.turn(0, units).down, 0)
      const units = turns.reduce((sum, turn) => sum + turn, 0)
      expect(Math.abs(units - notches * 120)).toBeLessThan(120)
    }),
  )
})
