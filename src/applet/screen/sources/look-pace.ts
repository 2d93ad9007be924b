import { type Clock, realClock, sleep } from '../../../base/clock.ts'

/** Milliseconds between two looks at a screen that changes: 30 a second. */
const SHORTEST = 33

/** Milliseconds between two looks at a still screen: at least, where a look costs next to nothing, and at most. */
const STILL_AT_LEAST = 250
const STILL_AT_MOST = 2000

/** How many times as long as a look takes a still screen is left alone: less than one percent of a processor. */
const STILL_PER_COST = 125

/** How much longer each look that found nothing makes the next pause. */
const GROWTH = 1.25

/** Milliseconds between two questions whether somebody used mouse or keyboard. */
const INPUT_INTERVAL = 50

/**
 * When to look at a screen that does not tell when it changes: often while it does, hardly while it does not, and at once
 * after input, which most changes come after.
 */
export class LookPace {
  readonly #lastInput: () => number
  readonly #clock: Clock
  #pause = SHORTEST
  #looked = Number.NEGATIVE_INFINITY
  #input: number

  /** `lastInput` is any number that differs once there was input since; it is asked twenty times a second. */
  constructor(lastInput: () => number, clock: Clock = realClock) {
    this.#lastInput = lastInput
    this.#clock = clock
    this.#input = lastInput()
  }

  /** Resolves when it is time to look, or the signal aborts. */
  async due(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#noticeInput()
      const early = this.#looked + this.#pause - this.#clock.monotonic()
      if (early <= 0 || signal.aborted) return
      await sleep(this.#clock, Math.min(early, INPUT_INTERVAL), signal)
    }
  }

  /** A look has ended that took this many milliseconds. */
  looked(changed: boolean, cost: number): void {
    this.#looked = this.#clock.monotonic()
    // On a slow machine looking takes at most half of the time.
    const shortest = Math.max(SHORTEST, cost)
    const still = Math.min(STILL_AT_MOST, Math.max(STILL_AT_LEAST, cost * STILL_PER_COST))
    this.#pause = changed ? shortest : Math.min(still, Math.max(shortest, this.#pause * GROWTH))
  }

  #noticeInput(): void {
    const input = this.#lastInput()
    if (input === this.#input) return
    this.#input = input
    this.#pause = Math.min(this.#pause, SHORTEST)
  }
}
