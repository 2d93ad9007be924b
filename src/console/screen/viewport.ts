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

/** Of a pixel: browsers tell where the pointer is with seven digits, so it may fall short of the pixel's edge by this. */
const ROUNDING = 1e-3

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
  const across = drawnPixels(picture.left, picture.width, devicePixelRatio)
  const down = drawnPixels(picture.top, picture.height, devicePixelRatio)
  return {
    x: part.x + pixelAt(point.x * devicePixelRatio, across, part.width),
    y: part.y + pixelAt(point.y * devicePixelRatio, down, part.height),
  }
}

/** One side of a picture in pixels of the display. */
interface Drawn {
  readonly first: number
  readonly count: number
}

/** What is placed between two pixels of the display begins and ends at the nearer one. */
function drawnPixels(edge: number, side: number, devicePixelRatio: number): Drawn {
  const first = Math.round(edge * devicePixelRatio)
  return { first, count: Math.round((edge + side) * devicePixelRatio) - first }
}

function pixelAt(at: number, { first, count }: Drawn, pixels: number): number {
  if (count <= 0) return 0
  return Math.min(pixels - 1, Math.max(0, Math.floor(((at - first) / count) * pixels + ROUNDING)))
}
