import type { Rect, Size } from '../../base/rect.ts'
import type { Point } from './geometry.ts'

/** How far from a rectangle's end the last place in it is. */
const WHOLE_PIXEL = 1
const PART_OF_A_POINT = 0.001

/** A display as the system arranges it: in points, of which each is `scale` by `scale` pixels. */
export interface Display {
  readonly id: number
  readonly points: Rect
  readonly scale: number
}

/** Where a display is in the picture of the desktop, in pixels. */
export interface PlacedDisplay extends Display {
  readonly place: Rect
}

/**
 * One picture of all displays, each with its own pixels. Where they differ in scale, those of the smaller one stand apart from
 * the others: as far as the largest scale moves them, so that none overlaps another.
 */
export function layOut(displays: readonly Display[]): PlacedDisplay[] {
  const spread = Math.max(1, ...displays.map(({ scale }) => scale))
  const left = Math.min(...displays.map(({ points }) => points.x))
  const top = Math.min(...displays.map(({ points }) => points.y))
  return displays.map((display) => {
    const { points, scale } = display
    const [x, y] = [Math.round((points.x - left) * spread), Math.round((points.y - top) * spread)]
    const [width, height] = [wholePixels(points.width * scale), wholePixels(points.height * scale)]
    return { ...display, place: { x, y, width, height } }
  })
}

/** Never more than there are, or a display would reach into the next one; a scale such as 4/3 is a little off as a number. */
function wholePixels(length: number): number {
  return Math.floor(length + 1e-6)
}

/** Of the picture that holds all of them. */
export function sizeOf(displays: readonly PlacedDisplay[]): Size {
  const width = Math.max(0, ...displays.map(({ place }) => place.x + place.width))
  const height = Math.max(0, ...displays.map(({ place }) => place.y + place.height))
  return { width, height }
}

/** A pixel of the picture, as the system counts it: its middle. Between displays it is the nearest pixel of one. */
export function toPoints(displays: readonly PlacedDisplay[], pixel: Point): Point {
  const display = nearest(displays, pixel, ({ place }) => place, WHOLE_PIXEL)
  if (!display) return pixel
  const { place, points, scale } = display
  const inside = clamp(pixel, place, WHOLE_PIXEL)
  return { x: points.x + (inside.x - place.x + 0.5) / scale, y: points.y + (inside.y - place.y + 0.5) / scale }
}

/** Where a point of the system's is in the picture. */
export function toPixel(displays: readonly PlacedDisplay[], point: Point): Point {
  const display = nearest(displays, point, ({ points }) => points, PART_OF_A_POINT)
  if (!display) return point
  const { place, points, scale } = display
  const pixel = {
    x: place.x + Math.floor((point.x - points.x) * scale),
    y: place.y + Math.floor((point.y - points.y) * scale),
  }
  return clamp(pixel, place, WHOLE_PIXEL)
}

function nearest(
  displays: readonly PlacedDisplay[],
  point: Point,
  rectOf: (display: PlacedDisplay) => Rect,
  step: number,
): PlacedDisplay | undefined {
  const distance = (display: PlacedDisplay) => {
    const inside = clamp(point, rectOf(display), step)
    return Math.hypot(point.x - inside.x, point.y - inside.y)
  }
  return displays.reduce<PlacedDisplay | undefined>(
    (best, each) => (best && distance(best) <= distance(each) ? best : each),
    undefined,
  )
}

function clamp({ x, y }: Point, rect: Rect, step: number): Point {
  return {
    x: Math.min(Math.max(x, rect.x), rect.x + rect.width - step),
    y: Math.min(Math.max(y, rect.y), rect.y + rect.height - step),
  }
}
