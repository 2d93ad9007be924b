import type { Monitor, RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { type Clock, realClock, sleep } from '../../src/base/clock.ts'
import type { Size } from '../../src/base/rect.ts'
import { xorshift } from './xorshift.ts'

const PICTURES = 4

interface Options extends Size {
  readonly framesPerSecond: number
  /** How far shades lie apart, of 256: the larger, the more bytes a picture needs. */
  readonly contrast?: number
  readonly clock?: Clock
}

/** A screen that is another photograph at every look: no two pictures have anything in common. */
export class NoisyScreen implements ScreenSource {
  readonly name = 'noisy'
  readonly monitors: readonly Monitor[] = []
  readonly #options: Options
  readonly #clock: Clock
  readonly #pictures: readonly Buffer[]
  readonly #startedAt: number
  #frame = -1

  constructor(options: Options) {
    this.#options = options
    this.#clock = options.clock ?? realClock
    this.#startedAt = this.#clock.monotonic()
    this.#pictures = Array.from({ length: PICTURES }, (_, index) => noise(options, index + 1))
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    const frameMs = 1000 / this.#options.framesPerSecond
    const passedMs = () => this.#clock.monotonic() - this.#startedAt
    if (this.#frame >= 0) await sleep(this.#clock, Math.max(0, (this.#frame + 1) * frameMs - passedMs()), signal)
    if (signal.aborted) return undefined
    this.#frame = Math.floor(passedMs() / frameMs)
    const { width, height } = this.#options
    const pixels = this.#pictures[this.#frame % PICTURES] as Buffer
    return { width, height, stride: width * 4, pixels, damage: undefined, capturedAt: Date.now() }
  }

  watchCursor(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function noise({ width, height, contrast = 64 }: Options, seed: number): Buffer {
  const random = xorshift(seed)
  const pixels = Buffer.alloc(width * height * 4)
  const base = 40 * seed
  for (let at = 0; at < pixels.length; at += 4) pixels.fill(base + Math.floor(random() * contrast), at, at + 3)
  return pixels
}
