import type { Clock } from '../../base/clock.ts'
import { type AttemptCounter, attemptsIn, countAttempt } from '../session/attempt-counter.ts'
import { RequestRefused } from './request-refused.ts'

const WINDOW_MS = 3 * 60_000
const RULE = { most: Infinity, windowMs: WINDOW_MS, firstBlockMs: 0, longestBlockMs: 0 }
const MOST = 10
/** Above this many keys the old ones are thrown out. */
const TIDY_AT = 10_000

/** Sign-in: ten tries in three minutes, by address and by account. */
export class SignInLimit {
  readonly #clock: Clock
  readonly #counters = new Map<string, AttemptCounter>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a try; throws RequestRefused above the limit. */
  count(address: string, email: string): void {
    const keys = [`address ${address}`, `account ${email}`]
    const now = this.#clock.now()
    if (keys.some((key) => attemptsIn(this.#counters.get(key), WINDOW_MS, now) >= MOST)) {
      throw new RequestRefused(429, 'too-many-tries', 'Too many tries. Wait three minutes, then try again.')
    }
    if (this.#counters.size > TIDY_AT) this.#tidy(now)
    for (const key of keys) this.#counters.set(key, countAttempt(this.#counters.get(key), RULE, now))
  }

  #tidy(now: number): void {
    for (const [key, counter] of this.#counters) {
      if (attemptsIn(counter, WINDOW_MS, now) === 0) this.#counters.delete(key)
    }
  }
}
