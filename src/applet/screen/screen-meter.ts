export interface ScreenStats {
  readonly framesPerSecond: number
  readonly kilobytesPerSecond: number
  /** From sending an update to its acknowledgement, the newest; undefined before the first. */
  readonly roundTripMs: number | undefined
}

/** Counts what left this computer as pictures. */
export class ScreenMeter {
  #frames = 0
  #bytes = 0
  #roundTripMs: number | undefined

  sent(bytes: number): void {
    this.#frames += 1
    this.#bytes += bytes
  }

  painted(roundTripMs: number): void {
    this.#roundTripMs = Math.round(roundTripMs)
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
