import { type Clock, every } from '../../../../base/clock.ts'

/** Milliseconds between two looks. */
const LOOK_MS = 50

/** Milliseconds after an act of ours in which the system may still date it. */
const OURS_MS = 100

/** What Windows knows of input, on one clock: `GetTickCount`. */
export interface InputTimes {
  /** When the last input came, whoever made it. */
  lastInput(): number
  now(): number
}

/**
 * Tells the customer's mouse and keyboard from our own acts by when they came. Cheaper than hooks, which see every key that is
 * typed, make each wait for us, and are taken for spying; the price is that an act within a tenth of a second of ours is not
 * noticed, though the next one is.
 */
export class LastInput {
  readonly #times: InputTimes
  readonly #clock: Clock
  #ours: number

  constructor(times: InputTimes, clock: Clock) {
    this.#times = times
    this.#clock = clock
    this.#ours = times.now() - OURS_MS
  }

  /** Has to be told of every act, right after it. */
  acted(): void {
    this.#ours = this.#times.now()
  }

  onceCustomerActs(listener: () => void): Disposable {
    let known = this.#times.lastInput()
    const looking = every(this.#clock, LOOK_MS, () => {
      const last = this.#times.lastInput()
      if (last === known) return
      known = last
      if (this.#isOurs(last)) return
      looking[Symbol.dispose]()
      listener()
    })
    return looking
  }

  // The count starts anew after 49 days; as a signed number the difference stays right.
  #isOurs(instant: number): boolean {
    return ((instant - this.#ours) | 0) <= OURS_MS
  }
}
