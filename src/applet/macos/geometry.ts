import koffi from 'koffi'
import type { Rect } from '../../base/rect.ts'

/** CGGeometry.h. Coordinates are points, from the upper left corner of the main display; a point may be several pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface CGRectValue {
  readonly origin: Point
  readonly size: { readonly width: number; readonly height: number }
}

export const CGPoint = koffi.struct({ x: 'double', y: 'double' })
const CGSize = koffi.struct({ width: 'double', height: 'double' })
export const CGRect = koffi.struct({ origin: CGPoint, size: CGSize })

export function rectOf({ origin, size }: CGRectValue): Rect {
  return { ...origin, ...size }
}
