import type { Size } from '../../base/rect.ts'

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

/** The pixel of the customer's screen under a point of the page; the nearest one if the point is outside the picture. */
export function toRemote(point: Point, picture: Box, screen: Size): Point {
  return {
    x: pixelAt(point.x - picture.left, picture.width, screen.width),
    y: pixelAt(point.y - picture.top, picture.height, screen.height),
  }
}

function pixelAt(offset: number, shown: number, pixels: number): number {
  if (shown <= 0) return 0
  return Math.min(pixels - 1, Math.max(0, Math.floor((offset / shown) * pixels)))
}
