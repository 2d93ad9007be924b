import type { Clock } from '../../base/clock.ts'
import { area, type Rect, type Size } from '../../base/rect.ts'
import type { CopiedRect, EncodedRect } from '../../protocol/peer/frame-codec.ts'
import { differingTiles, type Pixels, trimToChange } from './frame-differ.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { InexactTiles } from './inexact-tiles.ts'
import { PictureMemory } from './kernels/picture-memory.ts'
import { type Look, RectCoder } from './rect-coder.ts'
import type { RawFrame } from './screen-source.ts'
import { TileGrid } from './tile-grid.ts'

/** Colours up to which a tile is text or drawing, small and sharp with a palette; beyond it is a photo. */
const FEW_COLOURS = 80

/** Tiles that must change before it is worth to ask whether they only moved. */
const TILES_WORTH_A_SCROLL = 8

/** Pixels with few colours that are sent exactly at once even where pictures have to be made small. */
const EXACT_AT_ONCE = 256 * 256

const NO_DATA = new Uint8Array(0)

/** How a changed tile travels. */
const FEW = 1
const PHOTO = 2

/** One picture as the console has it, and what turns it into the next. */
export class PictureCoder {
  readonly #size: Size
  readonly #memory: PictureMemory
  readonly #coder: RectCoder
  readonly #inexact: InexactTiles
  readonly #clock: Clock

  constructor(size: Size, encoder: FrameEncoder, clock: Clock) {
    this.#size = { width: size.width, height: size.height }
    this.#memory = new PictureMemory(size)
    this.#coder = new RectCoder(this.#memory, encoder)
    this.#inexact = new InexactTiles(size)
    this.#clock = clock
  }

  /** When something will have rested long enough to be made exact; undefined if all is. */
  get refinementDueAt(): number | undefined {
    return this.#inexact.dueAt
  }

  /** All of a frame, whatever the console has. */
  whole(frame: Pixels, look: Look): Promise<EncodedRect[]> {
    const grid = new TileGrid(this.#size)
    grid.markAll()
    this.#memory.take(frame, grid.rects())
    return this.#encode(this.#sort(grid), look)
  }

  /** What a frame has that the console has not; undefined if nothing. */
  async change(frame: RawFrame, look: Look): Promise<EncodedRect[] | undefined> {
    const found = differingTiles(this.#shown, frame, frame.damage)
    const bounds = found.bounds()
    if (!bounds) return undefined
    this.#memory.take(frame, found.rects())
    const moved = found.count >= TILES_WORTH_A_SCROLL ? this.#move(bounds) : undefined
    const rest = moved ? differingTiles(this.#shown, this.#next, [bounds, moved]) : found
    const sorted = this.#sort(rest)
    const encoded = await this.#encode({ few: this.#trim(sorted.few), photos: this.#trim(sorted.photos) }, look)
    return moved ? [moved, ...encoded] : encoded
  }

  /** Some of what rested and is only nearly right, exactly; undefined if nothing rested long enough. */
  refine(most: number): EncodedRect[] | undefined {
    const now = this.#clock.monotonic()
    const rects = this.#inexact.rested(now, most)
    if (rects.length === 0) return undefined
    for (const rect of rects) this.#inexact.sentExact(rect, now)
    return rects.flatMap((rect) => this.#coder.exact(rect))
  }

  /** Moves what the console has, if that spares most of the change; what came out wrong differs afterwards and is sent. */
  #move(bounds: Rect): CopiedRect | undefined {
    const scroll = this.#memory.findScroll(bounds)
    if (!scroll) return undefined
    const { rect, dx, dy } = scroll
    this.#memory.copy(rect, dx, dy)
    this.#inexact.copied(rect, dx, dy, this.#clock.monotonic())
    return { kind: 'copy', ...rect, dx, dy, data: NO_DATA }
  }

  #sort(grid: TileGrid): Sorted {
    grid.eachMarked((column, row) => {
      const colours = this.#memory.countColours(grid.tile(column, row), FEW_COLOURS)
      grid.mark(column, row, colours > FEW_COLOURS ? PHOTO : FEW)
    })
    return { few: grid.rects(FEW), photos: grid.rects(PHOTO) }
  }

  #trim(rects: readonly Rect[]): Rect[] {
    return rects.flatMap((rect) => trimToChange(this.#shown, this.#next, rect) ?? [])
  }

  async #encode({ few, photos }: Sorted, look: Look): Promise<EncodedRect[]> {
    this.#memory.accept([...few, ...photos])
    const now = this.#clock.monotonic()
    const pixels = few.reduce((sum, rect) => sum + area(rect), 0)
    const exactly = look.shrink === 1 || pixels <= EXACT_AT_ONCE ? few : []
    const nearly = exactly === few ? photos : [...few, ...photos]
    for (const rect of exactly) this.#inexact.sentExact(rect, now)
    for (const rect of nearly) this.#inexact.sentInexact(rect, now)
    const exact = exactly.flatMap((rect) => this.#coder.fewColours(rect, look.greyscale))
    return [...exact, ...(await this.#coder.pictures(nearly, look))]
  }

  get #shown(): Pixels {
    const { stride, shown } = this.#memory
    return { ...this.#size, stride, pixels: shown }
  }

  get #next(): Pixels {
    const { stride, next } = this.#memory
    return { ...this.#size, stride, pixels: next }
  }
}

interface Sorted {
  readonly few: readonly Rect[]
  readonly photos: readonly Rect[]
}
