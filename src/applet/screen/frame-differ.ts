import { intersect, type Rect, type Size } from '../../base/rect.ts'
import { TILE, TileGrid } from './tile-grid.ts'

const BYTES_PER_PIXEL = 4

/** Pixels of four bytes each, rows from the top. */
export interface Pixels extends Size {
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly pixels: Uint8Array
}

/**
 * Marks the tiles in which two pictures of one size differ. Only `regions` are looked at: damage is a hint that may be too
 * wide (compositors report whole windows), never too narrow.
 */
export function differingTiles(then: Pixels, now: Pixels, regions?: readonly Rect[]): TileGrid {
  const whole = { x: 0, y: 0, width: now.width, height: now.height }
  const grid = new TileGrid(now)
  for (const region of regions ?? [whole]) {
    const inside = intersect(region, whole)
    if (inside) markChanges(grid, new Comparison(then, now), inside)
  }
  return grid
}

/** The smallest part of a rectangle outside of which the pictures are equal; undefined when they are equal in it too. */
export function trimToChange(then: Pixels, now: Pixels, rect: Rect): Rect | undefined {
  const comparison = new Comparison(then, now)
  const rowDiffers = (y: number) => comparison.differs(y, rect.x, rect.x + rect.width)
  let top = rect.y
  let bottom = rect.y + rect.height
  while (top < bottom && !rowDiffers(top)) top += 1
  if (top === bottom) return undefined
  while (!rowDiffers(bottom - 1)) bottom -= 1
  const columnDiffers = (x: number) => {
    for (let y = top; y < bottom; y += 1) if (comparison.differs(y, x, x + 1)) return true
    return false
  }
  let left = rect.x
  let right = rect.x + rect.width
  // Cheap where it pays most: at what a single key changes.
  if (rect.width * (bottom - top) <= 4 * TILE * TILE) {
    while (!columnDiffers(left)) left += 1
    while (!columnDiffers(right - 1)) right -= 1
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Row by row: one comparison tells that a row is unchanged, and only a changed row is searched for its tiles. */
function markChanges(grid: TileGrid, comparison: Comparison, region: Rect): void {
  const right = region.x + region.width
  const firstColumn = Math.floor(region.x / TILE)
  const lastColumn = Math.floor((right - 1) / TILE)
  for (let y = region.y; y < region.y + region.height; y += 1) {
    const tileRow = Math.floor(y / TILE)
    if (grid.isRowMarked(tileRow, firstColumn, lastColumn)) {
      y = (tileRow + 1) * TILE - 1
      continue
    }
    if (!comparison.differs(y, region.x, right)) continue
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      if (grid.at(column, tileRow) !== 0) continue
      const from = Math.max(region.x, column * TILE)
      const to = Math.min(right, (column + 1) * TILE)
      if (comparison.differs(y, from, to)) grid.mark(column, tileRow)
    }
  }
}

/** Compares pieces of rows at the speed of the system's memcmp. */
class Comparison {
  readonly #then: Buffer
  readonly #now: Buffer
  readonly #strideThen: number
  readonly #strideNow: number

  constructor(then: Pixels, now: Pixels) {
    this.#then = asBuffer(then.pixels)
    this.#now = asBuffer(now.pixels)
    this.#strideThen = then.stride
    this.#strideNow = now.stride
  }

  differs(y: number, left: number, right: number): boolean {
    const then = y * this.#strideThen
    const now = y * this.#strideNow
    const [from, to] = [left * BYTES_PER_PIXEL, right * BYTES_PER_PIXEL]
    return this.#then.compare(this.#now, now + from, now + to, then + from, then + to) !== 0
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
