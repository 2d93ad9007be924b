import type { Size } from '../../src/base/rect.ts'

export const SCREEN: Size = { width: 1920, height: 1080 }

/** Steps of every workload in a second: keys, scrolls or pictures. */
export const STEPS_PER_SECOND = 30
export const STEPS = 150

/** Pixels by which a step scrolls. */
export const SCROLL_STEP = 48

/** Where what is typed stands: a row of cells, with a block for a cursor in the cell that is next. */
export const TYPED = { x: 200, y: 540, width: 10, height: 20 }

/** A number in the upper left corner, black blocks for ones, the highest bit first: it outlives JPEG, and scrolls along. */
export const MARK = { bits: 8, side: 16 }

export type WorkloadName = 'typing' | 'scroll' | 'video'

export interface Workload {
  readonly name: WorkloadName
  readonly title: string
  /** The number of the step that a picture shows; `light` tells 0 to 255 for a pixel of it. */
  stepIn(light: (x: number, y: number) => number): number
}

export const WORKLOADS: readonly Workload[] = [
  { name: 'typing', title: 'typing into a page of text, 30 keys/s', stepIn: cursorCell },
  { name: 'scroll', title: 'scrolling a full page, 30 steps/s', stepIn: mark },
  { name: 'video', title: 'full-screen video, 30 pictures/s', stepIn: mark },
]

type Light = (x: number, y: number) => number

function cursorCell(light: Light): number {
  const { x, y, width, height } = TYPED
  const isDark = (cell: number, dx: number, dy: number) => light(x + cell * width + dx, y + dy) < 100
  const [right, bottom] = [width - 3, height - 3]
  for (let cell = STEPS; cell > 0; cell -= 1) {
    const corners =
      isDark(cell, 2, 2) && isDark(cell, right, 2) && isDark(cell, 2, bottom) && isDark(cell, right, bottom)
    if (corners) return cell
  }
  return 0
}

function mark(light: Light): number {
  let step = 0
  for (let bit = 0; bit < MARK.bits; bit += 1) {
    step = step * 2 + (light((bit + 0.5) * MARK.side, MARK.side / 2) < 128 ? 1 : 0)
  }
  return step
}
