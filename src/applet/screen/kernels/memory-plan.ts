import type { Size } from '../../../base/rect.ts'
import { TILE } from '../tile-grid.ts'
import type { PixelKernels } from './pixel-kernels.ts'

export const BYTES_PER_PIXEL = 4

/** Pixels that can be made into a palette or planes at once: memory for more would be needed nearly never. */
export const MOST_PIXELS_AT_ONCE = 1024 * 1024

/** A line of the processor's cache: rows that begin with one are read fastest. */
const ALIGNMENT = 64

/** What the kernels may read behind the last pixel or write behind the end of a result. */
const SLACK = 64

/** Addresses of all that lies in the memory of two pictures, and where it ends. Pages that are never used cost nothing. */
export interface MemoryPlan {
  readonly shown: number
  readonly next: number
  readonly shrunk: number
  readonly table: number
  readonly colours: number
  readonly result: number
  /** A byte for each tile. */
  readonly marks: number
  /** A number for each row of each tile. */
  readonly shownHashes: number
  readonly nextHashes: number
  readonly work: number
  readonly end: number
}

/** Lays the memory out; each picture has one more row, since encoders read whole rows from where a rectangle begins. */
export function planMemory({ width, height }: Size, kernels: PixelKernels): MemoryPlan {
  let end = 0
  const place = (bytes: number) => {
    const start = end
    end = Math.ceil((start + bytes + SLACK) / ALIGNMENT) * ALIGNMENT
    return start
  }
  const picture = (columns: number, rows: number) => place(columns * (rows + 1) * BYTES_PER_PIXEL)
  const columns = Math.ceil(width / TILE)
  return {
    shown: picture(width, height),
    next: picture(width, height),
    shrunk: picture(Math.ceil(width / 2), Math.ceil(height / 2)),
    table: place(kernels.COLOUR_TABLE_BYTES.value),
    colours: place(256 * 3),
    result: place(5 * 4),
    marks: place(columns * Math.ceil(height / TILE)),
    shownHashes: place(columns * height * 4),
    nextHashes: place(columns * height * 4),
    work: place(workBytes({ width, height }, kernels)),
    end,
  }
}

/** For one kernel after the other. */
function workBytes({ width, height }: Size, kernels: PixelKernels): number {
  const atOnce = Math.min(width * height, MOST_PIXELS_AT_ONCE)
  const planes = kernels.planesBytes(width) + 3 * atOnce
  const indices = Math.min((width + 15) * height, 2 * MOST_PIXELS_AT_ONCE)
  const scroll = Math.max(kernels.WEIGHT_BYTES.value, kernels.scrollBytes(Math.ceil(width / TILE), height))
  return Math.max(planes, indices, scroll)
}
