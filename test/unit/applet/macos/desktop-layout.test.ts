import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Display, layOut, sizeOf, toPixel, toPoints } from '../../../../src/applet/macos/desktop-layout.ts'
import { contains, intersect } from '../../../../src/base/rect.ts'

const RETINA: Display = { id: 1, points: { x: 0, y: 0, width: 1440, height: 900 }, scale: 2 }
const PLAIN: Display = { id: 2, points: { x: -1920, y: -180, width: 1920, height: 1080 }, scale: 1 }

test('a Retina display has four pixels to a point', () => {
  const displays = layOut([RETINA])
  expect(displays[0]?.place).toEqual({ x: 0, y: 0, width: 2880, height: 1800 })
  expect(sizeOf(displays)).toEqual({ width: 2880, height: 1800 })
  expect(toPoints(displays, { x: 101, y: 0 })).toEqual({ x: 50.75, y: 0.25 })
  expect(toPixel(displays, { x: 50.75, y: 0.25 })).toEqual({ x: 101, y: 0 })
})

test('displays of different scales keep their own pixels and do not overlap', () => {
  const displays = layOut([RETINA, PLAIN])
  expect(displays.map(({ place }) => place)).toEqual([
    { x: 3840, y: 360, width: 2880, height: 1800 },
    { x: 0, y: 0, width: 1920, height: 1080 },
  ])
  expect(sizeOf(displays)).toEqual({ width: 6720, height: 2160 })
})

test('a pixel between displays counts as the nearest one of a display', () => {
  const displays = layOut([RETINA, PLAIN])
  expect(toPoints(displays, { x: 1930, y: 5 })).toEqual({ x: -0.5, y: -174.5 })
  expect(toPoints(displays, { x: 3830, y: 2100 })).toEqual({ x: 0.25, y: 870.25 })
})

test('the far edge of a desktop, which the pointer can reach, is its last pixel', () => {
  expect(toPixel(layOut([RETINA]), { x: 1440, y: 900 })).toEqual({ x: 2879, y: 1799 })
})

test('without displays there is no picture, and coordinates stay', () => {
  expect(sizeOf(layOut([]))).toEqual({ width: 0, height: 0 })
  expect(toPoints([], { x: 3, y: 4 })).toEqual({ x: 3, y: 4 })
})

test('however displays are arranged, none overlaps another and every pixel finds back', () => {
  const width = fc.integer({ min: 100, max: 3000 })
  const arrangement = fc.array(fc.record({ width, height: width, scale: fc.constantFrom(1, 1.5, 2) }), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(arrangement, fc.integer(), fc.nat(), fc.nat(), (sizes, start, right, down) => {
      let x = start % 5000
      const displays = layOut(
        sizes.map(({ scale, ...size }, id) => {
          const points = { x, y: id * -7, ...size }
          x += size.width
          return { id, points, scale }
        }),
      )
      const picture = { x: 0, y: 0, ...sizeOf(displays) }
      displays.forEach(({ place }, index) => {
        expect(contains(picture, place)).toBe(true)
        for (const other of displays.slice(index + 1)) expect(intersect(place, other.place)).toBeUndefined()
        const pixel = { x: place.x + (right % place.width), y: place.y + (down % place.height) }
        expect(toPixel(displays, toPoints(displays, pixel))).toEqual(pixel)
      })
    }),
  )
})
