import type { Clock } from './clock.ts'

const FIRST_WAIT_MS = 250
/** Whoever was just here is back within three seconds of the link, before anybody asks what happened. */
const LONGEST_SOON_MS = 2000
/** After this nobody sits and waits any more, and the other side has enough to do. */
const SOON_MS = 5 * 60_000
const LONGEST_LATE_MS = 15_000

/**
 * Milliseconds that a new try may need to open, when an earlier one was good. A try from before the link came back must not
 * keep the next one waiting.
 */
export const RECONNECT_MS = 5000

/**
 * Waiting times between tries to reach the broker. They double, each spread over its upper half, so that a thousand peers
 * that lost the same broker do not come back in the same millisecond.
 */
export class Backoff {
  readonly #clock: Clock
  readonly #random: () => number
  #tries = 0
  #since: number | undefined

  constructor(clock: Clock, random: () => number = Math.random) {
    this.#clock = clock
    this.#random = random
  }

  /** How long from here to the next try. One that failed slowly has waited already: `spentMs`. */
  next(spentMs = 0): number {
    const now = this.#clock.monotonic()
    this.#since ??= now
    const longest = now - this.#since < SOON_MS ? LONGEST_SOON_MS : LONGEST_LATE_MS
    const limit = Math.min(longest, FIRST_WAIT_MS * 2 ** this.#tries)
    this.#tries += 1
    return Math.max(0, limit / 2 + (this.#random() * limit) / 2 - spentMs)
  }

  reset(): void {
    this.#tries = 0
    this.#since = undefined
  }
}
