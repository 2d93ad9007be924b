import { LIMITS } from '../../protocol/limits.ts'

/** Wrong codes that this side has seen in one session. */
export class Misses {
  #count = 0

  get triesLeft(): number {
    return Math.max(0, LIMITS.codeTries - this.#count)
  }

  /** Tries that are left now. */
  add(): number {
    this.#count += 1
    return this.triesLeft
  }
}
