import { Outage, type TellsOutage } from '../../src/applet/screen/screen-outage.ts'
import type { Monitor, RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import type { Rect, Size } from '../../src/base/rect.ts'

/** A screen whose changes a test makes one by one. */
export class ChangingScreen implements ScreenSource, TellsOutage {
  readonly name = 'changing'
  monitors: readonly Monitor[] = []
  /** BGRX, rows without padding. */
  readonly pixels: Buffer
  readonly outage = new Outage()
  readonly #size: Size
  #changed = true
  #wake: (() => void) | undefined
  grabs = 0
  closed = 0

  constructor(size: Size) {
    this.#size = size
    this.pixels = Buffer.alloc(size.width * size.height * 4)
  }

  /** Another colour for a pixel of the first row; after 256 times it is the first again. */
  change(x: number): void {
    this.pixels[x * 4] = ((this.pixels[x * 4] ?? 0) + 1) % 256
    this.changed()
  }

  /** Colours enough for a photo, everywhere or in a part; other ones with another seed. */
  makeBusy({ x, y, width, height }: Rect = { x: 0, y: 0, ...this.#size }, seed = 1): void {
    let state = seed >>> 0
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        this.pixels.writeUInt32LE(state, (row * this.#size.width + column) * 4)
      }
    }
    this.changed()
  }

  /** Fills a part with one colour, 0xRRGGBB. */
  fill({ x, y, width, height }: Rect, colour: number): void {
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        this.pixels.writeUInt32LE(colour, (row * this.#size.width + column) * 4)
      }
    }
    this.changed()
  }

  /** Every pixel of a part becomes the one that stood `by` rows below it, where there is one. */
  scroll({ x, y, width, height }: Rect, by: number): void {
    const before = Buffer.from(this.pixels)
    const rowBytes = this.#size.width * 4
    for (let row = y; row < y + height; row += 1) {
      const from = (row + by) * rowBytes + x * 4
      if (row + by < 0 || row + by >= this.#size.height) continue
      before.copy(this.pixels, row * rowBytes + x * 4, from, from + width * 4)
    }
    this.changed()
  }

  /** What it shows, without a word on where it changed. */
  frame(): RawFrame {
    const stride = this.#size.width * 4
    return { ...this.#size, stride, pixels: this.pixels, damage: undefined, capturedAt: Date.now() }
  }

  /** To be called after the pixels were written to. */
  changed(): void {
    this.#changed = true
    this.#wake?.()
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    while (!this.#changed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
    if (signal.aborted) return undefined
    this.#changed = false
    this.grabs += 1
    return this.frame()
  }

  watchCursor(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    return this.outage.watchOutage(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed += 1
  }
}
