import type { RectKind, ScreenUpdate } from '../../protocol/peer/frame-codec.ts'
import type { PaintingMeter } from './painting-meter.ts'

/** Counts between two looks. */
export class PaintingTally implements PaintingMeter {
  readonly #decoding = new Spent()
  readonly #painting = new Spent()
  #frames = 0
  #lastFrame = -1
  #refused = 0
  #rects = new Map<RectKind, number>()

  decoded(_update: ScreenUpdate, milliseconds: number): void {
    this.#decoding.add(milliseconds)
  }

  painted(update: ScreenUpdate, milliseconds: number): void {
    this.#painting.add(milliseconds)
    for (const { kind } of update.rects) this.#rects.set(kind, (this.#rects.get(kind) ?? 0) + 1)
  }

  /** The browser shows what was painted; several updates can share a frame. */
  shown(frame: number): void {
    if (frame !== this.#lastFrame) this.#frames += 1
    this.#lastFrame = frame
  }

  refused(): void {
    this.#refused += 1
  }

  /** A line for each figure since the last call; what was refused is counted from the beginning. */
  take(): string[] {
    const kinds = [...this.#rects].map(([kind, count]) => `${kind} ${count}`).join(', ')
    const lines = [
      `frames/s ${this.#frames}`,
      `decode ${this.#decoding.take()}`,
      `paint ${this.#painting.take()}`,
      `rects/s ${kinds || '-'}`,
      `refused ${this.#refused}`,
    ]
    this.#frames = 0
    this.#rects.clear()
    return lines
  }
}

class Spent {
  #times = 0
  #sum = 0
  #most = 0

  add(milliseconds: number): void {
    this.#times += 1
    this.#sum += milliseconds
    this.#most = Math.max(this.#most, milliseconds)
  }

  /** Mean and most, and forgets them. */
  take(): string {
    const text = this.#times ? `${(this.#sum / this.#times).toFixed(1)} ms, most ${this.#most.toFixed(1)} ms` : '-'
    this.#times = 0
    this.#sum = 0
    this.#most = 0
    return text
  }
}
