import type { Rect, Size } from '../../base/rect.ts'

/** Pixels of a tile's side: small enough to send little, large enough that what an encoder adds does not outweigh it. */
export const TILE = 64

/** Marks on the tiles of a picture. */
export class TileGrid {
  readonly columns: number
  readonly rows: number
  readonly size: Size
  readonly #marks: Uint8Array

  constructor({ width, height }: Size) {
    this.size = { width, height }
    this.columns = Math.ceil(width / TILE)
    this.rows = Math.ceil(height / TILE)
    this.#marks = new Uint8Array(this.columns * this.rows)
  }

  /** A mark is a number from 1 to 255; what kinds of marks there are, the owner knows. 0 takes it away. */
  mark(column: number, row: number, mark = 1): void {
    this.#marks[row * this.columns + column] = mark
  }

  /** As many marks as there are tiles, row by row. */
  markAsIn(marks: Uint8Array): void {
    this.#marks.set(marks)
  }

  markAll(): void {
    this.#marks.fill(1)
  }

  /** How many tiles have a mark. */
  get count(): number {
    return this.#marks.reduce((count, mark) => count + (mark === 0 ? 0 : 1), 0)
  }

  at(column: number, row: number): number {
    return this.#marks[row * this.columns + column] ?? 0
  }

  /** Whether every tile from `first` to `last` column of a row is marked. */
  isRowMarked(row: number, first: number, last: number): boolean {
    const start = row * this.columns
    return !this.#marks.subarray(start + first, start + last + 1).includes(0)
  }

  /** Pixels of a tile, less at the right and lower edges. */
  tile(column: number, row: number): Rect {
    const [x, y] = [column * TILE, row * TILE]
    const { width, height } = this.size
    return { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) }
  }

  /** Calls for each tile with a mark. */
  eachMarked(visit: (column: number, row: number, mark: number) => void): void {
    this.#marks.forEach((mark, index) => {
      if (mark !== 0) visit(index % this.columns, Math.floor(index / this.columns), mark)
    })
  }

  /** Calls for each tile that a rectangle touches. */
  eachTouched({ x, y, width, height }: Rect, visit: (column: number, row: number) => void): void {
    for (let row = Math.floor(y / TILE); row * TILE < y + height; row += 1) {
      for (let column = Math.floor(x / TILE); column * TILE < x + width; column += 1) visit(column, row)
    }
  }

  /** The rectangle around all marked tiles. */
  bounds(): Rect | undefined {
    let [left, top, right, bottom] = [this.columns, this.rows, -1, -1]
    this.eachMarked((column, row) => {
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
    })
    if (right < 0) return undefined
    const last = this.tile(right, bottom)
    const [x, y] = [left * TILE, top * TILE]
    return { x, y, width: last.x + last.width - x, height: last.y + last.height - y }
  }

  /** Runs of tiles with this mark (with any, if none is given), joined downwards while the next row has the very same run. */
  rects(mark?: number): Rect[] {
    const finished: Rect[] = []
    let open = new Map<string, Rect>()
    for (let row = 0; row < this.rows; row += 1) {
      const next = new Map<string, Rect>()
      for (const run of this.#runs(row, mark)) {
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

  #runs(row: number, mark: number | undefined): Rect[] {
    const runs: Rect[] = []
    const wanted = (column: number) => {
      const found = this.at(column, row)
      return mark === undefined ? found !== 0 : found === mark
    }
    for (let column = 0; column < this.columns; column += 1) {
      if (!wanted(column)) continue
      const first = this.tile(column, row)
      while (column + 1 < this.columns && wanted(column + 1)) column += 1
      const last = this.tile(column, row)
      runs.push({ ...first, width: last.x + last.width - first.x })
    }
    return runs
  }
}
