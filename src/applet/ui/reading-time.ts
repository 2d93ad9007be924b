import type { Clock } from '../../base/clock.ts'

/**
 * Milliseconds after something appears in which nobody can have read it: what was clicked or typed before it, by the customer or
 * by a technician with control, is no answer to it.
 */
export const READING_MS = 500

/** Since when the customer can read what they are asked. */
export class ReadingTime {
  readonly #clock: Clock
  #beganAt: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#beganAt = clock.monotonic()
  }

  /** Something new stands before the customer. */
  begin(): void {
    this.#beganAt = this.#clock.monotonic()
  }

  /** Whether an answer now would be none. */
  get isTooShort(): boolean {
    return this.#clock.monotonic() - this.#beganAt < READING_MS
  }
}
