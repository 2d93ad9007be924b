import { constants, zstdCompressSync } from 'node:zlib'
import { area, type Rect } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { type EncodedRect, isKept } from '../../protocol/peer/frame-codec.ts'
import type { Fidelity, FrameEncoder } from './frame-encoder.ts'
import { KeptRects } from './kept-rects.ts'
import type { PictureMemory } from './kernels/picture-memory.ts'

/** Level 1: higher ones take several times as long for a few percent of what is left after the palette. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Pixels of a picture from which its bands are made and read side by side. */
const BAND_PIXELS = 1920 * 270

/** Colours of a palette. */
const MOST_COLOURS = 256

/** Pixels that one palette serves. */
const MOST_PALETTE_PIXELS = 1024 * 1024

/** A picture that is shown larger than it travels. */
export interface Look extends Fidelity {
  readonly shrink: 1 | 2 | 4
  /** Bytes of exact text that a line takes at once; beyond them it may come nearly right first. */
  readonly exactBytes: number
}

/** What the next picture of a memory has in some rectangle, as the wire carries it. */
export class RectCoder {
  readonly #memory: PictureMemory
  readonly #encoder: FrameEncoder
  readonly #kept = new KeptRects()
  /** What those rectangles show that the console will keep. */
  readonly #contents = new WeakMap<EncodedRect, string>()

  constructor(memory: PictureMemory, encoder: FrameEncoder) {
    this.#memory = memory
    this.#encoder = encoder
  }

  /** Exact, in one rectangle or, where there are more colours than a palette holds, in the parts that have fewer. */
  fewColours(rect: Rect, greyscale: boolean): EncodedRect[] {
    return this.#again(rect) ?? this.#palette(rect, greyscale)
  }

  /** Exact, whatever it shows. */
  exact(rect: Rect): EncodedRect[] {
    const again = this.#again(rect)
    if (again) return again
    if (this.#memory.countColours(rect, MOST_COLOURS) <= MOST_COLOURS) return this.#palette(rect, false)
    return [this.#named(rect, { kind: 'lossless', ...rect, data: zstdCompressSync(this.#memory.planes(rect), ZSTD) })]
  }

  /** These go out now, in this order: from here on the console has what it keeps of them. */
  sent(rects: readonly EncodedRect[]): void {
    for (const rect of rects) {
      const content = this.#contents.get(rect)
      if (content !== undefined && isKept(rect)) this.#kept.keep(content)
    }
  }

  /** A keyframe goes out next: the console forgets what it kept. */
  forgetSent(): void {
    this.#kept.forget()
  }

  #again(rect: Rect): EncodedRect[] | undefined {
    if (area(rect) > LIMITS.keptRectPixels) return undefined
    const place = this.#kept.placeOf(this.#contentOf(rect))
    return place === undefined ? undefined : [{ kind: 'repeat', ...rect, data: Uint8Array.of(place) }]
  }

  #palette(rect: Rect, greyscale: boolean): EncodedRect[] {
    const found = area(rect) > MOST_PALETTE_PIXELS ? undefined : this.#memory.palette(rect)
    if (!found) return halves(rect).flatMap((half) => this.fewColours(half, greyscale))
    // The memory's own bytes are written over by the next rectangle.
    const colours = greyscale ? grey(found.colours) : found.colours.slice()
    if (colours.length === 3) return [{ kind: 'fill', ...rect, data: colours }]
    const indices = zstdCompressSync(found.indices, ZSTD)
    const data = Buffer.concat([Uint8Array.of(colours.length / 3 - 1), colours, indices])
    return [this.#named(rect, { kind: 'palette', ...rect, data })]
  }

  #named(rect: Rect, encoded: EncodedRect): EncodedRect {
    if (isKept(encoded)) this.#contents.set(encoded, this.#contentOf(rect))
    return encoded
  }

  #contentOf({ x, y, width, height }: Rect): string {
    const { next, stride } = this.#memory
    const rows = Array.from({ length: height }, (_, row) => {
      const start = (y + row) * stride + x * 4
      return next.subarray(start, start + width * 4)
    })
    return KeptRects.contentOf(width, rows)
  }

  /** Nearly right, and small. */
  async pictures(rects: readonly Rect[], look: Look): Promise<EncodedRect[]> {
    const banded = rects.flatMap(bands)
    if (look.shrink === 1) return this.#encoder.encode(this.#next, banded, look)
    const encoded: EncodedRect[] = []
    for (const rect of banded) {
      const small = this.#memory.shrink(rect, look.shrink)
      const [picture] = await this.#encoder.encode(
        small,
        [{ x: 0, y: 0, width: small.width, height: small.height }],
        look,
      )
      if (picture) encoded.push({ ...picture, ...rect })
    }
    return encoded
  }

  get #next() {
    const { width, height, stride, next } = this.#memory
    return { width, height, stride, pixels: next }
  }
}

function grey(colours: Uint8Array): Uint8Array {
  return colours.map((_value, index) => {
    const at = index - (index % 3)
    // Rec. 601, as JPEG does it.
    return Math.round(0.299 * (colours[at] ?? 0) + 0.587 * (colours[at + 1] ?? 0) + 0.114 * (colours[at + 2] ?? 0))
  })
}

/** Two parts side by side, or one above the other. */
function halves({ x, y, width, height }: Rect): Rect[] {
  const [left, top] = [width >> 1, height >> 1]
  if (width >= height) {
    return [
      { x, y, width: left, height },
      { x: x + left, y, width: width - left, height },
    ]
  }
  return [
    { x, y, width, height: top },
    { x, y: y + top, width, height: height - top },
  ]
}

function bands(rect: Rect): Rect[] {
  const count = Math.max(1, Math.round(area(rect) / BAND_PIXELS))
  // JPEG works in blocks of 16 rows.
  const height = Math.ceil(rect.height / count / 16) * 16
  const cut: Rect[] = []
  for (let y = 0; y < rect.height; y += height) {
    cut.push({ ...rect, y: rect.y + y, height: Math.min(height, rect.height - y) })
  }
  return cut
}
