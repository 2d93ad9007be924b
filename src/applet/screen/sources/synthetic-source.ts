import { type Clock, sleep } from '../../../base/clock.ts'
import type { Rect } from '../../../base/rect.ts'
import type { CursorEvent, Monitor, RawFrame, ScreenSource } from '../screen-source.ts'

const WIDTH = 1280
const HEIGHT = 720
const STRIDE = WIDTH * 4
const FRAME_MS = 100

const BALL = 96
const COUNTER: Rect = { x: 64, y: 64, width: 24 * 24, height: 48 }

/**
 * A screen for tests and for machines without one: frame `n` has the same pixels on every machine. A slope of colour lies
 * behind; a square wanders; a row of 24 bars shows `n` in binary, the highest bit first, white for 1.
 */
export class SyntheticSource implements ScreenSource {
  readonly name = 'synthetic'
  readonly monitors: readonly Monitor[] = [{ name: 'synthetic', x: 0, y: 0, width: WIDTH, height: HEIGHT }]
  readonly #clock: Clock
  readonly #pixels = Buffer.alloc(STRIDE * HEIGHT)
  readonly #startedAt: number
  #frame = -1

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAt = clock.monotonic()
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    if (this.#frame >= 0) await sleep(this.#clock, this.#untilNextFrame(), signal)
    if (signal.aborted) return undefined
    const previous = this.#frame
    this.#frame = Math.floor((this.#clock.monotonic() - this.#startedAt) / FRAME_MS)
    drawSynthetic(this.#pixels, this.#frame)
    const damage = previous < 0 ? undefined : [ballAt(previous), ballAt(this.#frame), COUNTER]
    return { width: WIDTH, height: HEIGHT, stride: STRIDE, pixels: this.#pixels, damage, capturedAt: this.#clock.now() }
  }

  watchCursor(_listener: (event: CursorEvent) => void): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #untilNextFrame(): number {
    return Math.max(0, this.#startedAt + (this.#frame + 1) * FRAME_MS - this.#clock.monotonic())
  }
}

/** Draws frame `n` into BGRA pixels of 1280 x 720. */
function drawSynthetic(pixels: Buffer, n: number): void {
  slope ??= makeSlope()
  pixels.set(slope)
  fill(pixels, ballAt(n), 0x1f, 0x8f, 0xff)
  for (let bit = 0; bit < 24; bit += 1) {
    const shade = (n >> (23 - bit)) & 1 ? 0xff : 0x20
    fill(pixels, { x: COUNTER.x + bit * 24, y: COUNTER.y, width: 20, height: COUNTER.height }, shade, shade, shade)
  }
}

/** A path whose two periods share no factor, so that it crosses the whole screen before it repeats. */
function ballAt(n: number): Rect {
  return { x: bounce(n * 13, WIDTH - BALL), y: bounce(n * 7 + 200, HEIGHT - BALL), width: BALL, height: BALL }
}

function bounce(distance: number, range: number): number {
  const along = distance % (2 * range)
  return along < range ? along : 2 * range - along
}

function fill(pixels: Buffer, { x, y, width, height }: Rect, blue: number, green: number, red: number): void {
  const row = Buffer.alloc(width * 4, Buffer.from([blue, green, red, 0xff]))
  for (let line = y; line < y + height; line += 1) row.copy(pixels, line * STRIDE + x * 4)
}

/** Drawn when it is first shown: a start need not wait for it. */
let slope: Buffer | undefined

function makeSlope(): Buffer {
  const pixels = Buffer.alloc(STRIDE * HEIGHT)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const shade = Math.floor((x * 96) / WIDTH)
      const [blue, green, red] = [0x50 + shade, 0x30 + (shade >> 1), 0x20 + Math.floor((y * 48) / HEIGHT)]
      pixels.writeUInt32LE(0xff000000 + (red << 16) + (green << 8) + blue, y * STRIDE + x * 4)
    }
  }
  return pixels
}
