import { intersect, type Rect, type Size } from '../../base/rect.ts'
import { TileGrid } from './tile-grid.ts'

/** Milliseconds without a change after which a tile is worth being made exact. */
const REST_MS = 300

/** Which parts of the picture the console shows only nearly right, and since when they rest. */
export class InexactTiles {
  readonly #grid: TileGrid
  readonly #changedAt = new Map<number, number>()

  constructor(size: Size) {
    this.#grid = new TileGrid(size)
  }

  /** The console gets this exactly; a tile that it covers in part may still be inexact beside it. */
  sentExact(rect: Rect, now: number): void {
    this.#grid.eachTouched(rect, (column, row) => {
      const key = this.#key(column, row)
      if (covers(rect, this.#grid.tile(column, row))) this.#changedAt.delete(key)
      else if (this.#changedAt.has(key)) this.#changedAt.set(key, now)
    })
  }

  sentInexact(rect: Rect, now: number): void {
    this.#grid.eachTouched(rect, (column, row) => this.#changedAt.set(this.#key(column, row), now))
  }

  /** What is copied from inexact pixels is inexact. */
  copied(rect: Rect, dx: number, dy: number, now: number): void {
    const isInexact = (from: Rect) => {
      let found = false
      this.#grid.eachTouched(from, (column, row) => {
        found ||= this.#changedAt.has(this.#key(column, row))
      })
      return found
    }
    const spoiled: [number, number][] = []
    this.#grid.eachTouched(rect, (column, row) => {
      const part = intersect(this.#grid.tile(column, row), rect)
      if (part && isInexact({ ...part, x: part.x + dx, y: part.y + dy })) spoiled.push([column, row])
    })
    for (const [column, row] of spoiled) this.#changedAt.set(this.#key(column, row), now)
  }

  /** When the first tile will have rested long enough; undefined if all is exact. */
  get dueAt(): number | undefined {
    if (this.#changedAt.size === 0) return undefined
    return Math.min(...this.#changedAt.values()) + REST_MS
  }

  /** Tiles that rested, `most` of them, as few rectangles. */
  rested(now: number, most: number): Rect[] {
    const grid = new TileGrid(this.#grid.size)
    let count = 0
    for (const [key, changedAt] of [...this.#changedAt].sort(([a], [b]) => a - b)) {
      if (changedAt + REST_MS > now || count === most) continue
      grid.mark(key % this.#grid.columns, Math.floor(key / this.#grid.columns))
      count += 1
    }
    return grid.rects()
  }

  #key(column: number, row: number): number {
    return row * this.#grid.columns + column
  }
}

function covers(rect: Rect, tile: Rect): boolean {
  const common = intersect(rect, tile)
  return common?.width === tile.width && common.height === tile.height
}
