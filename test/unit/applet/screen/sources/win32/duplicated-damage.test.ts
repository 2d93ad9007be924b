import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDamage } from '../../../../../../src/applet/screen/sources/win32/duplicated-damage.ts'
import { contains, type Rect } from '../../../../../../src/base/rect.ts'

const OUTPUT = { width: 1920, height: 1080 }
const NONE = Buffer.alloc(0)

function numbers(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer)
}

test('what was drawn and what things were moved to is damage; where they came from is not', () => {
  const moves = numbers(500, 600, 10, 20, 110, 220)
  const drawn = numbers(0, 0, 64, 64, 1900, 1000, 1920, 1080)
  expect(readDamage(drawn, moves, OUTPUT)).toEqual([
    { x: 10, y: 20, width: 100, height: 200 },
    { x: 0, y: 0, width: 64, height: 64 },
    { x: 1900, y: 1000, width: 20, height: 80 },
  ])
})

test('nothing reaches beyond the output, and what is empty is left out', () => {
  expect(readDamage(numbers(-50, -50, 10, 10, 1900, 0, 9000, 9000, 5, 5, 5, 9, 7, 7, 3, 3), NONE, OUTPUT)).toEqual([
    { x: 0, y: 0, width: 10, height: 10 },
    { x: 1900, y: 0, width: 20, height: 1080 },
  ])
})

test('a record that was cut off is none', () => {
  expect(readDamage(numbers(0, 0, 64, 64, 9), numbers(1, 2, 3), OUTPUT)).toHaveLength(1)
})

test('however many there are, few rectangles cover them all', () => {
  const edges = fc.tuple(fc.nat(1900), fc.nat(1060), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(fc.array(edges, { maxLength: 200 }), (all) => {
      const drawn = numbers(...all.flatMap(([x, y, width, height]) => [x, y, x + width, y + height]))
      const damage = readDamage(drawn, NONE, OUTPUT)
      const isCovered = (rect: Rect) => damage.some((each) => contains(each, rect))
      expect(damage.length).toBeLessThanOrEqual(64)
      expect(all.map(([x, y, width, height]) => ({ x, y, width, height })).every(isCovered)).toBe(true)
    }),
  )
})
