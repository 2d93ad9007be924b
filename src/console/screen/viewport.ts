import type { Rect, Size } from '../../base/rect.ts'

export type Zoom = 'fit' | 'actual'

interface Point {
  readonly x: number
  readonly y: number
}

/** CSS pixels, as `getBoundingClientRect` gives them. */
interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A pixel of the display; where it begins is a sum of fractions, which may fall short of it by this. */
const ROUNDING = 1e-6

/**
 * The size of the picture in CSS pixels. Whole pixels of the display, or text would be blurred at its edges; `actual` shows
 * one pixel of the customer as one pixel of the display.
 */
export function pictureSize(screen: Size, stage: Size, zoom: Zoom, devicePixelRatio: number): Size {
  const fit = Math.min(stage.width / screen.width, stage.height / screen.height)
  const scale = zoom === 'actual' ? 1 : fit * devicePixelRatio
  return {
    width: Math.max(1, Math.floor(screen.width * scale)) / devicePixelRatio,
    height: Math.max(1, Math.floor(screen.height * scale)) / devicePixelRatio,
  }
}

/**
 * The pixel of the customer's desktop under a point of the page, where the picture shows this part of it; the nearest one if
 * the point is outside the picture.
 */
export function toDesktop(point: Point, picture: Box, part: Rect, devicePixelRatio: number): Point {
  const left = drawnAt(picture.left, devicePixelRatio)
  const top = drawnAt(picture.top, devicePixelRatio)
  return {
    x: part.x + pixelAt(point.x - left, picture.width, part.width),
    y: part.y + pixelAt(point.y - top, picture.height, part.height),
  }
}

/** A picture that is placed between two pixels of the display is drawn from the nearer one on. */
function drawnAt(edge: number, devicePixelRatio: number): number {
  return Math.round(edge * devicePixelRatio) / devicePixelRatio
}

function pixelAt(offset: number, shown: number, pixels: number): number {
  if (shown <= 0) return 0
  return Math.min(pixels - 1, Math.max(0, Math.floor((offset / shown) * pixels + ROUNDING)))
}
