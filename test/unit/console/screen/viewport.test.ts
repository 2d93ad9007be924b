import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Size } from '../../../../src/base/rect.ts'
import { pictureSize, toDesktop, type Zoom } from '../../../../src/console/screen/viewport.ts'

type Point = { readonly x: number; readonly y: number }

const side = fc.integer({ min: 1, max: 8192 })
const size = fc.record({ width: side, height: side })
const stageSide = fc.integer({ min: 50, max: 4000 })
const stage = fc.record({ width: stageSide, height: stageSide })
const zoom = fc.constantFrom('fit' as const, 'actual' as const)
const pixelRatio = fc.constantFrom(0.8, 1, 1.1, 1.25, 1.5, 1.75, 2, 3)
/** Where the part that is shown begins on the customer's desktop. */
const desktopSide = fc.nat({ max: 8191 })
const origin = fc.record({ x: desktopSide, y: desktopSide })
/** Where the picture is on the page: anywhere, also scrolled out of it. */
const pageSide = fc.double({ min: -3000, max: 3000, noNaN: true })
const place = fc.record({ x: pageSide, y: pageSide })
const view = fc.tuple(size, origin, place, stage, zoom, pixelRatio).map((given) => viewOf(...given))

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

describe('toDesktop', () => {
  test('at 100 % and above every pixel of the customer can be hit, on whichever monitor and at any scale of the system', () => {
    fc.assert(
      fc.property(view, fc.nat(), fc.nat(), (seen, a, b) => {
        const { drawn, part } = seen
        const wanted = { x: part.x + (a % part.width), y: part.y + (b % part.height) }
        const across = displayPixelsOf(a % part.width, drawn.width, part.width)
        const down = displayPixelsOf(b % part.height, drawn.height, part.height)
        if (drawn.width >= part.width) expect(across.map((x) => hit(seen, x, 0).x)).toContain(wanted.x)
        if (drawn.height >= part.height) expect(down.map((y) => hit(seen, 0, y).y)).toContain(wanted.y)
      }),
      { numRuns: 1000 },
    )
  })

  test('what is hit is what is drawn there, to a pixel, also below 100 %', () => {
    fc.assert(
      fc.property(view, fc.nat(), fc.nat(), (seen, a, b) => {
        const { drawn, part } = seen
        const [x, y] = [a % drawn.width, b % drawn.height]
        const point = hit(seen, x, y)
        expect(isWithinOne(point.x - part.x, x, drawn.width, part.width)).toBe(true)
        expect(isWithinOne(point.y - part.y, y, drawn.height, part.height)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('at 100 % each pixel of the display leads to the very pixel that it shows', () => {
    fc.assert(
      fc.property(size, origin, place, pixelRatio, fc.nat(), fc.nat(), (screen, from, at, ratio, a, b) => {
        const seen = viewOf(screen, from, at, screen, 'actual', ratio)
        // A picture on the border between two pixels of the display may come out one larger or smaller.
        fc.pre(seen.drawn.width === screen.width && seen.drawn.height === screen.height)
        const [x, y] = [a % screen.width, b % screen.height]
        expect(hit(seen, x, y)).toEqual({ x: from.x + x, y: from.y + y })
      }),
      { numRuns: 1000 },
    )
  })

  test('a drag that leaves the picture stays on the edge of the monitor that is shown', () => {
    const picture = { left: 100, top: 100, width: 640, height: 360 }
    const part = { x: 1920, y: 37, width: 1280, height: 720 }
    expect(toDesktop({ x: 0, y: 0 }, picture, part, 1)).toEqual({ x: 1920, y: 37 })
    expect(toDesktop({ x: 5000, y: 5000 }, picture, part, 1)).toEqual({ x: 1920 + 1279, y: 37 + 719 })
  })

  test('a picture without an area gives a point all the same', () => {
    const nowhere = { left: 0, top: 0, width: 0, height: 0 }
    expect(toDesktop({ x: 5, y: 5 }, nowhere, { x: 3, y: 4, width: 10, height: 10 }, 1)).toEqual({ x: 3, y: 4 })
  })
})

/** A picture as the page places it, and as the browser draws it: on whole pixels of the display. */
interface View {
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly drawn: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly part: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly ratio: number
}

function viewOf(screen: Size, from: Point, at: Point, stageSize: Size, kind: Zoom, ratio: number): View {
  const shown = pictureSize(screen, stageSize, kind, ratio)
  const box = { left: laidOut(at.x), top: laidOut(at.y), width: laidOut(shown.width), height: laidOut(shown.height) }
  const left = Math.round(box.left * ratio)
  const top = Math.round(box.top * ratio)
  const drawn = {
    left,
    top,
    width: Math.round((box.left + box.width) * ratio) - left,
    height: Math.round((box.top + box.height) * ratio) - top,
  }
  return { box, drawn, part: { ...from, ...screen }, ratio }
}

/** Chromium lays out in 64ths of a CSS pixel. */
function laidOut(length: number): number {
  return Math.round(length * 64) / 64
}

/** The pointer on this pixel of the drawn picture, as browsers tell it: by the pixel's upper left corner, in single precision. */
function hit({ box, drawn, part, ratio }: View, x: number, y: number): Point {
  const point = { x: Math.fround((drawn.left + x) / ratio), y: Math.fround((drawn.top + y) / ratio) }
  return toDesktop(point, box, part, ratio)
}

/** The pixels of the display whose middle shows this pixel of the customer's, and their neighbours. */
function displayPixelsOf(pixel: number, drawn: number, pixels: number): number[] {
  const first = Math.floor((pixel * drawn) / pixels)
  const last = Math.floor(((pixel + 1) * drawn) / pixels)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((at) => at < drawn)
}

function isWithinOne(hitPixel: number, at: number, drawn: number, pixels: number): boolean {
  const from = (at * pixels) / drawn
  const to = ((at + 1) * pixels) / drawn
  return hitPixel >= Math.floor(from) - 1 && hitPixel <= Math.ceil(to)
}
