import { signal } from '@preact/signals'

export interface ConnectionFigures {
  readonly framesPerSecond: number
  readonly kilobytesPerSecond: number
  /** Milliseconds; undefined before the first answer. */
  readonly roundTripMs: number | undefined
}

/** Counts between two looks of one second. */
export class ConnectionMeter {
  readonly figures = signal<ConnectionFigures>({ framesPerSecond: 0, kilobytesPerSecond: 0, roundTripMs: undefined })
  #frames = 0
  #bytes = 0
  #roundTripMs: number | undefined
  #echo: { id: number; sentAt: number } | undefined
  #echoId = 0

  painted(): void {
    this.#frames += 1
  }

  received(bytes: number): void {
    this.#bytes += bytes
  }

  /** Shows what happened since the last call and returns the number of the next echo. */
  look(now: number): number {
    this.figures.value = {
      framesPerSecond: this.#frames,
      kilobytesPerSecond: this.#bytes / 1000,
      roundTripMs: this.#roundTripMs,
    }
    this.#frames = 0
    this.#bytes = 0
    this.#echoId = (this.#echoId + 1) >>> 0
    this.#echo = { id: this.#echoId, sentAt: now }
    return this.#echoId
  }

  /** An answer to any but the last echo took longer than a look; the next one will tell. */
  returned(id: number, now: number): void {
    if (id === this.#echo?.id) this.#roundTripMs = now - this.#echo.sentAt
  }
}
