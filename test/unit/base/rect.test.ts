import { expect, test } from 'vitest'
import { area, contains, intersect } from '../../../src/base/rect.ts'

const rect = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

test('what two rectangles share', () => {
  expect(intersect(rect(0, 0, 10, 10), rect(5, 6, 10, 10))).toEqual(rect(5, 6, 5, 4))
  expect(intersect(rect(0, 0, 10, 10), rect(10, 0, 5, 5))).toBeUndefined()
})

test('a rectangle contains what lies inside it, edges included', () => {
  expect(contains(rect(0, 0, 10, 10), rect(0, 0, 10, 10))).toBe(true)
  expect(contains(rect(0, 0, 10, 10), rect(5, 5, 6, 1))).toBe(false)
  expect(area(rect(1, 1, 3, 4))).toBe(12)
})
