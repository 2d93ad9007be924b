import type { Clock } from '../../base/clock.ts'
import { READING_MS } from './view/reading-ms.ts'

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
