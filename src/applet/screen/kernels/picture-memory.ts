import { strict as assert } from 'node:assert'
import { area, contains, type Rect, type Size } from '../../../base/rect.ts'
import { TileGrid } from '../tile-grid.ts'
import { BYTES_PER_PIXEL, type MemoryPlan, MOST_PIXELS_AT_ONCE, planMemory } from './memory-plan.ts'
import type { Palette, Scroll, ShrunkPicture } from './picture-parts.ts'
import { openPixelKernels, type PixelKernels } from './pixel-kernels.ts'
import { ScrollSearch } from './scroll-search.ts'
import { type TakenFrame, takeFrame } from './take-frame.ts'

/**
 * Two pictures of one size in one memory, what the console was sent and what comes next, and all that is done to their
 * pixels. BGRX, rows without padding; the fourth byte means nothing, but is kept.
 */
export class PictureMemory {
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly shown: Buffer
  /** Its memory goes on for a row, as an encoder reads whole rows from where its rectangle begins. */
  readonly next: Buffer
  readonly #kernels: PixelKernels
  readonly #plan: MemoryPlan
  readonly #bytes: ArrayBuffer
  readonly #scrolls: ScrollSearch

  constructor(size: Size) {
    const memory = openPixelKernels((open) => planMemory(size, open))
    const { kernels, plan, bytes } = memory
    this.width = size.width
    this.height = size.height
    this.stride = size.width * BYTES_PER_PIXEL
    this.#kernels = kernels
    this.#plan = plan
    this.#bytes = bytes
    this.#scrolls = new ScrollSearch({ width: size.width, height: size.height }, memory)
    this.shown = Buffer.from(bytes, plan.shown, this.stride * size.height)
    this.next = Buffer.from(bytes, plan.next, this.stride * size.height)
  }

  /** Has the system give the memory of both pictures now: it does that page by page, as they are first written. */
  claim(): void {
    this.shown.fill(0)
    this.next.fill(0)
  }

  /**
   * Takes rectangles of a captured frame of this size into `next`. What it has to hide comes no further than this. Returns
   * where something was new, or hidden; elsewhere `next` is as it was.
   */
  take(frame: TakenFrame, rects: readonly Rect[]): Rect[] {
    for (const rect of rects) this.#check(rect)
    const { width, stride, next } = this
    const taken = takeFrame({ width, stride, pixels: next }, frame, rects)
    this.#scrolls.taken(taken)
    return taken
  }

  /** What is next there becomes what is shown. */
  accept(rects: readonly Rect[]): void {
    for (const rect of rects) this.#copyRows(this.#at('next', rect), this.#at('shown', rect), rect)
  }

  /** The tiles in which the two pictures differ; only these regions are looked at. */
  differingTiles(regions: readonly Rect[]): TileGrid {
    const { shown, next, marks } = this.#plan
    const grid = new TileGrid(this)
    const bytes = new Uint8Array(this.#bytes, marks, grid.columns * grid.rows).fill(0)
    for (const region of regions) {
      this.#check(region)
      const { x, y, width, height } = region
      this.#kernels.markDiffering(shown, next, this.stride, x, y, x + width, y + height, marks, grid.columns)
    }
    grid.markAsIn(bytes)
    return grid
  }

  /** The smallest part of a rectangle outside of which the pictures are equal; undefined if they are in it too. */
  changedPart(rect: Rect): Rect | undefined {
    const [shown, next] = [this.#at('shown', rect), this.#at('next', rect)]
    const { result } = this.#plan
    if (!this.#kernels.boundDifferences(shown, next, this.stride, rect.width, rect.height, result)) return undefined
    const [x = 0, y = 0, width = 0, height = 0] = new Int32Array(this.#bytes, result, 4)
    return { x: rect.x + x, y: rect.y + y, width, height }
  }

  /**
   * Which part of a region, the bounds of the tiles that changed, was scrolled up or down. Copying saves at least a third of
   * the rows that changed, counted in columns of 64 pixels; what moved otherwise within the part is wrong after it. All of
   * `next` has to be accepted before more is taken.
   */
  findScroll(region: Rect): Scroll | undefined {
    this.#check(region)
    return this.#scrolls.find(region)
  }

  /** Moves pixels within `shown` as a copy does: each in `rect` becomes the one that stood dx, dy from it. */
  copy(rect: Rect, dx: number, dy: number): void {
    const from = this.#at('shown', { ...rect, x: rect.x + dx, y: rect.y + dy })
    this.#copyRows(from, this.#at('shown', rect), rect)
  }

  /** How many colours `next` has in the rectangle: exact up to `most`, at most 256, then one more. */
  countColours(rect: Rect, most: number): number {
    const { table } = this.#plan
    const start = this.#at('next', rect)
    return this.#kernels.countColours(start, this.stride, rect.width, rect.height, Math.min(most, 256), table)
  }

  /**
   * The data of a palette rectangle before it is compressed; undefined beyond 256 colours. The bytes are good until the
   * next call that makes a palette or planes, or looks for a scroll.
   */
  palette(rect: Rect): Palette | undefined {
    const { width, height } = rect
    const { table, colours, work } = this.#plan
    const start = this.#at('next', rect)
    this.#checkArea(rect)
    const indexStride = Math.ceil(width / 16) * 16
    const count = this.#kernels.indexColours(start, this.stride, width, height, table, work, indexStride)
    if (count === 0) return undefined
    this.#kernels.listColours(table, colours)
    const length = this.#kernels.packIndices(work, indexStride, width, height, bitsFor(count))
    return { colours: this.#view(colours, count * 3), indices: this.#view(work, length) }
  }

  /**
   * The planes of a lossless rectangle before they are compressed. The bytes are good until the next call that makes a
   * palette or planes, or looks for a scroll.
   */
  planes(rect: Rect): Uint8Array {
    const { width, height } = rect
    const start = this.#at('next', rect)
    this.#checkArea(rect)
    const { work } = this.#plan
    const out = work + this.#kernels.planesBytes(width)
    this.#kernels.planes(start, this.stride, width, height, work, out)
    return this.#view(out, area(rect) * 3)
  }

  /** A part of `next`, each side a half or a quarter of it, rounded up. The pixels are good until the next call. */
  shrink(rect: Rect, by: 2 | 4): ShrunkPicture {
    const start = this.#at('next', rect)
    const [width, height] = [Math.ceil(rect.width / by), Math.ceil(rect.height / by)]
    const shrink = by === 2 ? this.#kernels.shrinkToHalf : this.#kernels.shrinkToQuarter
    shrink(start, this.stride, rect.width, rect.height, this.#plan.shrunk)
    const stride = width * BYTES_PER_PIXEL
    return { pixels: Buffer.from(this.#bytes, this.#plan.shrunk, stride * height), width, height, stride }
  }

  #copyRows(from: number, to: number, { width, height }: Rect): void {
    this.#kernels.copyRows(from, to, this.stride, width * BYTES_PER_PIXEL, height)
  }

  #at(picture: 'shown' | 'next', rect: Rect): number {
    this.#check(rect)
    return this.#plan[picture] + rect.y * this.stride + rect.x * BYTES_PER_PIXEL
  }

  #view(start: number, length: number): Uint8Array {
    return new Uint8Array(this.#bytes, start, length)
  }

  #check(rect: Rect): void {
    assert(contains({ x: 0, y: 0, width: this.width, height: this.height }, rect), 'a rectangle outside the picture')
  }

  #checkArea(rect: Rect): void {
    assert(area(rect) <= MOST_PIXELS_AT_ONCE, `more than ${MOST_PIXELS_AT_ONCE} pixels at once`)
  }
}

function bitsFor(colours: number): number {
  if (colours > 16) return 8
  if (colours > 4) return 4
  return colours > 2 ? 2 : 1
}
