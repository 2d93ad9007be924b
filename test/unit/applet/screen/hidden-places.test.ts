import { expect, test } from 'vitest'
import { HiddenPlaces } from '../../../../src/applet/screen/hidden-places.ts'

const at = (x: number) => ({ x, y: 0, width: 10, height: 10 })

test('a place is hidden while a window stands there, and for half a second after', () => {
  const places = new HiddenPlaces()
  places.set([at(0)], 1000)
  places.expire(60_000)
  expect(places.rects).toEqual([at(0)])
  places.set([at(20)], 61_000)
  expect(places.rects).toEqual([at(20), at(0)])
  expect(places.nextChange).toBe(61_500)
  places.expire(61_499)
  expect(places.rects).toEqual([at(20), at(0)])
  places.expire(61_500)
  expect(places.rects).toEqual([at(20)])
  expect(places.nextChange).toBeUndefined()
})

test('a window that comes back to a place keeps it', () => {
  const places = new HiddenPlaces()
  places.set([at(0)], 0)
  places.set([], 100)
  places.set([at(0)], 200)
  places.expire(10_000)
  expect(places.rects).toEqual([at(0)])
})

test('a window that is dragged about leaves few places, which hold all that it left', () => {
  const places = new HiddenPlaces()
  for (let x = 0; x < 500; x += 1) places.set([at(x)], x)
  expect(places.rects.length).toBeLessThan(40)
  for (let x = 0; x < 500; x += 1) {
    expect(places.rects.some((rect) => rect.x <= x && rect.x + rect.width >= x + 10)).toBe(true)
  }
})
