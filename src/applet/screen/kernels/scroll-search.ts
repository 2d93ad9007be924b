import { strict as assert } from 'node:assert'
import { intersect, type Rect, type Size } from '../../../base/rect.ts'
import { TILE, TileGrid } from '../tile-grid.ts'
import { BYTES_PER_PIXEL, type MemoryPlan } from './memory-plan.ts'
import type { Scroll } from './picture-parts.ts'
import type { PixelKernels } from './pixel-kernels.ts'

/** Smaller regions are sent as quickly as searched. */
const LEAST_SCROLLED: Size = { width: 128, height: 64 }

/** What is kept of each row of a tile. */
const HASH_BYTES = 4

interface Memory {
  readonly kernels: PixelKernels
  readonly plan: MemoryPlan
  readonly bytes: ArrayBuffer
}

/**
 * Searches two pictures for scrolls. What it made of the rows that come next it keeps for the search that follows, when they
 * are shown: of a scroll that goes on, only one picture is read. Were it wrong about a tile, a copy would make less right
 * than it could, and the rest is sent.
 */
export class ScrollSearch {
  readonly #size: Size
  readonly #memory: Memory
  readonly #columnBytes: number
  /** Tiles with a mark have changed in `shown` since their rows were read. */
  readonly #unread: TileGrid
  /** What was taken since the last search, and is not shown yet. */
  #taken: readonly Rect[] = []

  constructor(size: Size, memory: Memory) {
    this.#size = size
    this.#memory = memory
    this.#columnBytes = size.height * HASH_BYTES
    this.#unread = new TileGrid(size)
    this.#unread.markAll()
  }

  /** These parts of `next` may be new; what was taken before is shown by now. */
  taken(rects: readonly Rect[]): void {
    for (const rect of this.#taken) this.#mark(rect, 1)
    this.#taken = rects
  }

  /** The scroll in a region of whole tiles, outside of which nothing differs. */
  find(region: Rect): Scroll | undefined {
    const { width, height } = region
    if (width < LEAST_SCROLLED.width || height < LEAST_SCROLLED.height) return undefined
    this.#requireWholeTiles(region)
    const { kernels, plan, bytes } = this.#memory
    for (const rect of this.#unread.rects()) this.#read('shown', intersect(rect, region))
    this.#read('next', region)
    const [shown, next] = [this.#hashes('shown', region), this.#hashes('next', region)]
    const isFound = kernels.findScroll(shown, next, this.#columnBytes, width, height, plan.work, plan.result)
    // By the next search they are shown.
    kernels.copyRows(next, shown, this.#columnBytes, height * HASH_BYTES, Math.ceil(width / TILE))
    this.#mark(region, 0)
    this.#taken = []
    if (!isFound) return undefined
    const [x = 0, y = 0, w = 0, h = 0, dy = 0] = new Int32Array(bytes, plan.result, 5)
    return { rect: { x: region.x + x, y: region.y + y, width: w, height: h }, dx: 0, dy }
  }

  #read(picture: 'shown' | 'next', rect: Rect | undefined): void {
    if (!rect) return
    const { kernels, plan } = this.#memory
    const stride = this.#size.width * BYTES_PER_PIXEL
    const pixels = plan[picture] + rect.y * stride + rect.x * BYTES_PER_PIXEL
    const hashes = this.#hashes(picture, rect)
    kernels.hashRows(pixels, stride, rect.width, rect.height, plan.work, hashes, this.#columnBytes)
  }

  /** Where those of a rectangle begin. */
  #hashes(picture: 'shown' | 'next', { x, y }: Rect): number {
    const { shownHashes, nextHashes } = this.#memory.plan
    const start = picture === 'shown' ? shownHashes : nextHashes
    return start + (x / TILE) * this.#columnBytes + y * HASH_BYTES
  }

  #mark(rect: Rect, mark: 0 | 1): void {
    this.#unread.eachTouched(rect, (column, row) => this.#unread.mark(column, row, mark))
  }

  #requireWholeTiles({ x, y, width, height }: Rect): void {
    const isEdge = (at: number, end: number) => at % TILE === 0 || at === end
    const [right, bottom] = [x + width, y + height]
    const isWhole = isEdge(x, 0) && isEdge(y, 0) && isEdge(right, this.#size.width) && isEdge(bottom, this.#size.height)
    assert(isWhole, 'a region that ends within a tile')
  }
}
