import { type Clock, sleep } from '../../base/clock.ts'
import type { PinFailure } from '../store/store.ts'
import type { PinIssuer } from './pin-issuer.ts'
import type { PinThrottle } from './pin-throttle.ts'

/** How long every entry waits while many wrong PINs come in. */
const SLOWED_MS = 3000

export type PinRefusal = PinFailure | 'too-many-tries'
export type PinOutcome = 'redeemed' | 'live' | PinRefusal

/** One PIN that was tried, and what came of it. */
export interface PinTry {
  readonly digits: string
  readonly address: string
  readonly outcome: PinOutcome
  /** Until the address is heard again, where it was not. Milliseconds. */
  readonly waitMs?: number
}

/**
 * The one way to try a PIN, for the entry page and for the applet: both share the limits, take the same path and time, and
 * count alike.
 */
export class PinDoor {
  readonly #issuer: PinIssuer
  readonly #throttle: PinThrottle
  readonly #clock: Clock
  readonly #tried: (tried: PinTry) => void
  #turn: Promise<unknown> = Promise.resolve()

  constructor(issuer: PinIssuer, throttle: PinThrottle, clock: Clock, tried: (tried: PinTry) => void) {
    this.#issuer = issuer
    this.#throttle = throttle
    this.#clock = clock
    this.#tried = tried
  }

  redeem(digits: string, claimKey: string, address: string) {
    return this.#enter(digits, address, () => this.#issuer.redeem(digits, claimKey))
  }

  see(digits: string, address: string) {
    return this.#enter(digits, address, () => this.#issuer.see(digits))
  }

  async #enter<A extends { outcome: PinOutcome }>(digits: string, address: string, evaluate: () => Promise<A>) {
    if ((await this.#throttle.judge(address)) === 'slowed') await sleep(this.#clock, SLOWED_MS)
    // One at a time, or a thousand guesses in parallel would all pass before the first is counted.
    const answer = this.#turn.then(() => this.#evaluate(digits, address, evaluate))
    this.#turn = answer.catch(() => {})
    return answer
  }

  async #evaluate<A extends { outcome: PinOutcome }>(digits: string, address: string, evaluate: () => Promise<A>) {
    const refused = (await this.#throttle.judge(address)) === 'refused'
    const answer = refused ? await this.#refuse(address) : await evaluate()
    this.#tried({ digits, address, ...answer })
    if (isWrong(answer.outcome)) await this.#throttle.countWrong(address)
    return answer
  }

  async #refuse(address: string) {
    return { outcome: 'too-many-tries', waitMs: await this.#throttle.waitOf(address) } as const
  }
}

export function isWrong(outcome: PinOutcome): boolean {
  return outcome === 'unknown' || outcome === 'expired' || outcome === 'used'
}
