import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureSize, toRemote } from '../../../../src/console/screen/viewport.ts'

const side = fc.integer({ min: 1, max: 8192 })
const size = fc.record({ width: side, height: side })
const stageSide = fc.integer({ min: 50, max: 4000 })
const stage = fc.record({ width: stageSide, height: stageSide })
const zoom = fc.constantFrom('fit' as const, 'actual' as const)
const pixelRatio = fc.constantFrom(0.8, 1, 1.1, 1.25, 1.5, 1.75, 2, 3)

describe('pictureSize', () => {
  test('a fitted picture never needs scrolling and keeps its proportions to a pixel of the display', () => {
    fc.assert(
      fc.property(size, stage, pixelRatio, (screen, place, ratio) => {
        const shown = pictureSize(screen, place, 'fit', ratio)
        const scale = Math.min(place.width / screen.width, place.height / screen.height)
        expect(shown.width).toBeLessThanOrEqual(Math.max(place.width, 1 / ratio) + 1e-9)
        expect(shown.height).toBeLessThanOrEqual(Math.max(place.height, 1 / ratio) + 1e-9)
        expect(Math.abs(shown.width - screen.width * scale)).toBeLessThanOrEqual(1 / ratio + 1e-9)
        expect(Math.abs(shown.height - screen.height * scale)).toBeLessThanOrEqual(1 / ratio + 1e-9)
      }),
    )
  })

  test('100 % shows one pixel of the customer as one pixel of the display, at any scale of the system', () => {
    fc.assert(
      fc.property(size, stage, pixelRatio, (screen, place, ratio) => {
        const shown = pictureSize(screen, place, 'actual', ratio)
        expect(shown.width * ratio).toBeCloseTo(screen.width, 6)
        expect(shown.height * ratio).toBeCloseTo(screen.height, 6)
      }),
    )
  })
})

describe('toRemote', () => {
  test('the middle of where a pixel is shown leads back to it, within one pixel', () => {
    fc.assert(
      fc.property(size, stage, zoom, pixelRatio, fc.nat(), fc.nat(), (screen, place, kind, ratio, a, b) => {
        const pixel = { x: a % screen.width, y: b % screen.height }
        const picture = { left: 13.25, top: -7.5, ...pictureSize(screen, place, kind, ratio) }
        const point = {
          x: picture.left + ((pixel.x + 0.5) / screen.width) * picture.width,
          y: picture.top + ((pixel.y + 0.5) / screen.height) * picture.height,
        }
        const back = toRemote(point, picture, screen)
        expect(Math.abs(back.x - pixel.x)).toBeLessThanOrEqual(1)
        expect(Math.abs(back.y - pixel.y)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a drag that leaves the picture stays on its edge', () => {
    const picture = { left: 100, top: 100, width: 640, height: 360 }
    const screen = { width: 1280, height: 720 }
    expect(toRemote({ x: 0, y: 0 }, picture, screen)).toEqual({ x: 0, y: 0 })
    expect(toRemote({ x: 5000, y: 5000 }, picture, screen)).toEqual({ x: 1279, y: 719 })
  })

  test('a picture without an area gives a point all the same', () => {
    const nowhere = { left: 0, top: 0, width: 0, height: 0 }
    expect(toRemote({ x: 5, y: 5 }, nowhere, { width: 10, height: 10 })).toEqual({ x: 0, y: 0 })
  })
})
