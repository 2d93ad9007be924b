import { intersect, type Rect } from '../../base/rect.ts'
import type { FrameMemory } from './frame-memory.ts'
import type { RawFrame } from './screen-source.ts'

/** Pixels of a tile's side: small enough to send little, large enough that its JPEG tables do not outweigh it. */
const TILE = 64

const BYTES_PER_PIXEL = 4

/**
 * Where the frame differs from what is remembered, in whole tiles merged into few rectangles. Only the damaged part is
 * looked at; damage is a hint that may be too wide (compositors report whole windows), never too narrow. The memory must
 * hold a picture of the frame's size.
 */
export function findDirtyRects(memory: FrameMemory, frame: RawFrame): Rect[] {
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height }
  const grid = new TileGrid(frame)
  for (const region of frame.damage ?? [whole]) {
    const inside = intersect(region, whole)
    if (inside) markChanges(grid, memory.pixels, frame, inside)
  }
  return grid.rects()
}

/** Row by row: one comparison tells that a row is unchanged, and only a changed row is searched for its tiles. */
function markChanges(grid: TileGrid, remembered: Buffer, frame: RawFrame, region: Rect): void {
  const pixels = asBuffer(frame.pixels)
  const firstColumn = Math.floor(region.x / TILE)
  const lastColumn = Math.floor((region.x + region.width - 1) / TILE)
  for (let y = region.y; y < region.y + region.height; y += 1) {
    const tileRow = Math.floor(y / TILE)
    if (grid.isRowDirty(tileRow, firstColumn, lastColumn)) {
      y = (tileRow + 1) * TILE - 1
      continue
    }
    const then = y * frame.width * BYTES_PER_PIXEL
    const now = y * frame.stride
    const differs = (left: number, right: number) =>
      remembered.compare(
        pixels,
        now + left * BYTES_PER_PIXEL,
        now + right * BYTES_PER_PIXEL,
        then + left * BYTES_PER_PIXEL,
        then + right * BYTES_PER_PIXEL,
      ) !== 0
    if (!differs(region.x, region.x + region.width)) continue
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      if (grid.isDirty(column, tileRow)) continue
      const left = Math.max(region.x, column * TILE)
      const right = Math.min(region.x + region.width, (column + 1) * TILE)
      if (differs(left, right)) grid.mark(column, tileRow)
    }
  }
}

class TileGrid {
  readonly #frame: RawFrame
  readonly #columns: number
  readonly #rows: number
  readonly #dirty: Uint8Array

  constructor(frame: RawFrame) {
    this.#frame = frame
    this.#columns = Math.ceil(frame.width / TILE)
    this.#rows = Math.ceil(frame.height / TILE)
    this.#dirty = new Uint8Array(this.#columns * this.#rows)
  }

  mark(column: number, row: number): void {
    this.#dirty[row * this.#columns + column] = 1
  }

  isDirty(column: number, row: number): boolean {
    return this.#dirty[row * this.#columns + column] === 1
  }

  isRowDirty(row: number, firstColumn: number, lastColumn: number): boolean {
    const start = row * this.#columns
    return !this.#dirty.subarray(start + firstColumn, start + lastColumn + 1).includes(0)
  }

  /** Runs of dirty tiles, joined downwards while the next row has the very same run. */
  rects(): Rect[] {
    const finished: Rect[] = []
    let open = new Map<string, Rect>()
    for (let row = 0; row < this.#rows; row += 1) {
      const next = new Map<string, Rect>()
      for (const run of this.#runs(row)) {
        const key = `${run.x}:${run.width}`
        const above = open.get(key)
        next.set(key, above ? { ...above, height: run.y + run.height - above.y } : run)
        open.delete(key)
      }
      finished.push(...open.values())
      open = next
    }
    return [...finished, ...open.values()]
  }

  #runs(row: number): Rect[] {
    const runs: Rect[] = []
    const y = row * TILE
    const height = Math.min(TILE, this.#frame.height - y)
    for (let column = 0; column < this.#columns; column += 1) {
      if (!this.isDirty(column, row)) continue
      const first = column
      while (column + 1 < this.#columns && this.isDirty(column + 1, row)) column += 1
      const x = first * TILE
      runs.push({ x, y, width: Math.min((column + 1) * TILE, this.#frame.width) - x, height })
    }
    return runs
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
