import { type Clock, realClock } from '../../base/clock.ts'

export interface ScreenStats {
  readonly framesPerSecond: number
  readonly kilobytesPerSecond: number
  /** From sending an update to its acknowledgement, the newest; undefined before the first. */
  readonly roundTripMs: number | undefined
}

/** Counts what left this computer as pictures, and how long they took. */
export class ScreenMeter {
  readonly #clock: Clock
  readonly #sentAt = new Map<number, number>()
  #frames = 0
  #bytes = 0
  #roundTripMs: number | undefined

  constructor(clock: Clock = realClock) {
    this.#clock = clock
  }

  /** What was on its way before is never acknowledged. */
  begin(): void {
    this.#sentAt.clear()
  }

  sent(seq: number, bytes: number): void {
    this.#frames += 1
    this.#bytes += bytes
    this.#sentAt.set(seq, this.#clock.monotonic())
  }

  painted(seq: number): void {
    const sentAt = this.#sentAt.get(seq)
    if (sentAt === undefined) return
    for (const earlier of [...this.#sentAt.keys()]) {
      this.#sentAt.delete(earlier)
      if (earlier === seq) break
    }
    this.#roundTripMs = Math.round(this.#clock.monotonic() - sentAt)
  }

  /** The figures since the last call, a second ago; undefined when nothing was sent. */
  take(): ScreenStats | undefined {
    if (this.#frames === 0) return undefined
    const kilobytesPerSecond = Math.round(this.#bytes / 1024)
    const stats = { framesPerSecond: this.#frames, kilobytesPerSecond, roundTripMs: this.#roundTripMs }
    this.#frames = 0
    this.#bytes = 0
    return stats
  }
}
