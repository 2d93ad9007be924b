import type { Clock } from '../../base/clock.ts'
import { area, around, intersect, type Rect, type Size } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { CopiedRect, EncodedRect } from '../../protocol/peer/frame-codec.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { InexactTiles } from './inexact-tiles.ts'
import { PictureMemory } from './kernels/picture-memory.ts'
import type { Pixels } from './pixels.ts'
import { type Look, RectCoder } from './rect-coder.ts'
import type { RawFrame } from './screen-source.ts'
import { TILE, TileGrid } from './tile-grid.ts'

/** Colours up to which it is text or drawing, small and sharp with a palette; smoothed text has 200 in a tile, a photo 1000. */
const FEW_COLOURS = 256

/** Pixels of a change, such as a key makes, that is sent in one piece, whatever tiles it touches. */
const SMALL = 4 * TILE * TILE

/** Tiles that must change before it is worth to ask whether they only moved. */
const TILES_WORTH_A_SCROLL = 8

/** Exact rectangles, or pictures, in one update. */
const MOST_OF_A_KIND = LIMITS.updateRects / 4

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
  /** What exact text cost last. */
  #bytesPerPixel = 0

  constructor(size: Size, encoder: FrameEncoder, clock: Clock) {
    this.#size = { width: size.width, height: size.height }
    this.#memory = new PictureMemory(size)
    this.#coder = new RectCoder(this.#memory, encoder)
    this.#inexact = new InexactTiles(size)
    this.#clock = clock
  }

  get size(): Size {
    return this.#size
  }

  /** Before there is a first picture, which would wait for its memory otherwise. */
  claimMemory(): void {
    this.#memory.claim()
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
    this.#coder.forgetSent()
    return this.#encode(this.#sort(grid), look)
  }

  /** What a frame has that the console has not; undefined if nothing. */
  async change(frame: RawFrame, look: Look): Promise<EncodedRect[] | undefined> {
    // Nothing else can differ: what was taken before, the console has.
    const taken = this.#memory.take(frame, this.#inside(frame.damage))
    const found = this.#memory.differingTiles(taken)
    const bounds = found.bounds()
    if (!bounds) return undefined
    const moved = found.count >= TILES_WORTH_A_SCROLL ? this.#move(bounds) : undefined
    const rest = moved ? this.#memory.differingTiles([bounds, moved]) : found
    const encoded = await this.#encode(this.#small(rest) ?? this.#trimmed(this.#sort(rest)), look)
    return moved ? [moved, ...encoded] : encoded
  }

  /** Some of what rested and is only nearly right, exactly; undefined if nothing rested long enough. */
  refine(most: number): EncodedRect[] | undefined {
    const now = this.#clock.monotonic()
    const rects = this.#inexact.rested(now, most)
    if (rects.length === 0) return undefined
    for (const rect of rects) this.#inexact.sentExact(rect, now)
    const exact = rects.flatMap((rect) => this.#coder.exact(rect))
    this.#coder.sent(exact)
    return exact
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

  /** All that changed in one rectangle, if that is small and has few colours. */
  #small(grid: TileGrid): Sorted | undefined {
    const bounds = grid.bounds()
    if (!bounds || area(bounds) > SMALL) return undefined
    const rect = this.#memory.changedPart(bounds)
    if (!rect) return { few: [], photos: [] }
    return this.#memory.countColours(rect, FEW_COLOURS) > FEW_COLOURS ? undefined : { few: [rect], photos: [] }
  }

  #trimmed({ few, photos }: Sorted): Sorted {
    const trim = (rect: Rect) => this.#memory.changedPart(rect) ?? []
    return { few: few.flatMap(trim), photos: photos.flatMap(trim) }
  }

  async #encode({ few, photos }: Sorted, look: Look): Promise<EncodedRect[]> {
    this.#memory.accept([...few, ...photos])
    const now = this.#clock.monotonic()
    // What is put together covers what lies between, and an update paints no pixel twice.
    const exact = photos.length > MOST_OF_A_KIND ? undefined : this.#exactly(few, look)
    const nearly = fewer(exact ? photos : [...few, ...photos])
    if (exact) for (const rect of few) this.#inexact.sentExact(rect, now)
    for (const rect of nearly) this.#inexact.sentInexact(rect, now)
    this.#coder.sent(exact ?? [])
    return [...(exact ?? []), ...(await this.#coder.pictures(nearly, look))]
  }

  /** Undefined where the line would take too long for it: then it comes nearly right first. */
  #exactly(rects: readonly Rect[], { greyscale, exactBytes }: Look): EncodedRect[] | undefined {
    const pixels = sum(rects.map(area))
    if (pixels * this.#bytesPerPixel > exactBytes * 1.5) {
      // It is not even tried, but not for ever.
      this.#bytesPerPixel *= 0.9
      return undefined
    }
    const exact = rects.flatMap((rect) => this.#coder.fewColours(rect, greyscale))
    const bytes = sum(exact.map(({ data }) => data.byteLength))
    if (pixels > 0) this.#bytesPerPixel = bytes / pixels
    return bytes > exactBytes || exact.length > MOST_OF_A_KIND ? undefined : exact
  }

  /** Damage is a hint that may be too wide (compositors report whole windows), never too narrow; without it all may differ. */
  #inside(damage: readonly Rect[] | undefined): Rect[] {
    const whole = { x: 0, y: 0, ...this.#size }
    return (damage ?? [whole]).flatMap((rect) => intersect(rect, whole) ?? [])
  }
}

/** On a desktop of many screens the pieces may be more than an update may have; then they are one. */
function fewer(rects: readonly Rect[]): readonly Rect[] {
  return rects.length <= MOST_OF_A_KIND ? rects : [around(rects)]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

interface Sorted {
  readonly few: readonly Rect[]
  readonly photos: readonly Rect[]
}
