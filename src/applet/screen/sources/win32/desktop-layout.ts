import type { Rect } from '../../../../base/rect.ts'

/** As Windows tells a rectangle: it counts from the upper left corner of the primary monitor. */
export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The rectangle around all of these; empty when there are none. */
export function around(all: readonly Edges[]): Rect {
  if (all.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...all.map(({ left }) => left))
  const y = Math.min(...all.map(({ top }) => top))
  const width = Math.max(...all.map(({ right }) => right)) - x
  const height = Math.max(...all.map(({ bottom }) => bottom)) - y
  return { x, y, width, height }
}

/** In pixels of a picture of this screen, whose origin is that of the leftmost and uppermost monitors. */
export function placeInPicture({ left, top, right, bottom }: Edges, screen: Rect): Rect {
  return { x: left - screen.x, y: top - screen.y, width: right - left, height: bottom - top }
}
