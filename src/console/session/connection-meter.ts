import { signal } from '@preact/signals'

export interface ConnectionFigures {
  readonly framesPerSecond: number
  readonly kilobytesPerSecond: number
  /** Milliseconds; undefined before the first answer. */
  readonly roundTripMs: number | undefined
  /** For how long no answer has come; undefined while that is nothing unusual. */
  readonly silentSeconds?: number | undefined
}

const SILENT_MS = 3000

/** Counts between two looks of one second. */
export class ConnectionMeter {
  readonly figures = signal<ConnectionFigures>({ framesPerSecond: 0, kilobytesPerSecond: 0, roundTripMs: undefined })
  #frames = 0
  #bytes = 0
  #roundTripMs: number | undefined
  #echo: { id: number; sentAt: number } | undefined
  #echoId = 0
  /** When the first echo went out after the last answer. */
  #unansweredSince: number | undefined

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
      silentSeconds: this.#silentSeconds(now),
    }
    this.#frames = 0
    this.#bytes = 0
    this.#echoId = (this.#echoId + 1) >>> 0
    this.#echo = { id: this.#echoId, sentAt: now }
    this.#unansweredSince ??= now
    return this.#echoId
  }

  /** An answer to any but the last echo took longer than a look; the next one will tell. */
  returned(id: number, now: number): void {
    this.#unansweredSince = undefined
    if (id === this.#echo?.id) this.#roundTripMs = now - this.#echo.sentAt
  }

  /** There is a line again; what was asked on the one before is not answered any more. */
  resumed(): void {
    this.#unansweredSince = undefined
    this.figures.value = { ...this.figures.peek(), silentSeconds: undefined }
  }

  #silentSeconds(now: number): number | undefined {
    const silentMs = now - (this.#unansweredSince ?? now)
    return silentMs > SILENT_MS ? Math.floor(silentMs / 1000) : undefined
  }
}
