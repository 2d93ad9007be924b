import type { Rect, Size } from '../../base/rect.ts'
import type { RawFrame } from './screen-source.ts'

const BYTES_PER_PIXEL = 4

/** The picture as it was last sent: what the next one is compared with. */
export class FrameMemory {
  #pixels: Buffer = Buffer.alloc(0)
  #size: Size = { width: 0, height: 0 }

  /** BGRA, rows without padding. */
  get pixels(): Buffer {
    return this.#pixels
  }

  /** Whether there is a picture of this frame's size to compare with. */
  holds(frame: Size): boolean {
    return this.#size.width === frame.width && this.#size.height === frame.height
  }

  /** What is remembered, as a frame; undefined while there is none. */
  picture(): RawFrame | undefined {
    if (this.#size.width === 0) return undefined
    const stride = this.#size.width * BYTES_PER_PIXEL
    return { ...this.#size, stride, pixels: this.#pixels, damage: undefined, capturedAt: Date.now() }
  }

  forget(): void {
    this.#size = { width: 0, height: 0 }
  }

  remember(frame: RawFrame, rects: readonly Rect[]): void {
    if (!this.holds(frame)) {
      this.#pixels = Buffer.alloc(frame.width * frame.height * BYTES_PER_PIXEL)
      this.#size = { width: frame.width, height: frame.height }
    }
    if (frame.pixels === this.#pixels) return
    for (const rect of rects) this.#copy(frame, rect)
  }

  #copy(frame: RawFrame, rect: Rect): void {
    const rowBytes = rect.width * BYTES_PER_PIXEL
    for (let y = rect.y; y < rect.y + rect.height; y += 1) {
      const from = y * frame.stride + rect.x * BYTES_PER_PIXEL
      this.#pixels.set(frame.pixels.subarray(from, from + rowBytes), (y * this.#size.width + rect.x) * BYTES_PER_PIXEL)
    }
  }
}
