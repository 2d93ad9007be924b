import type { Clock } from '../../base/clock.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Absence } from './absence.ts'
import type { BrokerUnreachable } from './broker-socket.ts'
import { ENDINGS } from './endings.ts'
import type { Ending } from './session-state.ts'

/** Tries to reach the broker the first time. A wrong address should be told soon. */
const FIRST_TRIES = 3
/** Milliseconds for which the answer to a claim is asked for again: a broker's restart, or a customer's walk to the router. */
const CLAIM_MS = 5 * 60_000

/** How long a broker that cannot be reached, or does not answer, is tried. */
export class Patience {
  readonly #clock: Clock
  readonly #absence: Pick<Absence, 'isLongerThan'>
  /** Monotonic. */
  #claimedAt: number | undefined
  #isRegistered = false
  #isHeld = false

  constructor(clock: Clock, absence: Pick<Absence, 'isLongerThan'>) {
    this.#clock = clock
    this.#absence = absence
  }

  claimed(): void {
    this.#claimedAt ??= this.#clock.monotonic()
  }

  /** A claim that was not understood has no answer to wait for. */
  notUnderstood(): void {
    this.#claimedAt = undefined
  }

  registered(): void {
    this.#isRegistered = true
  }

  /** Whoever is on hold is waited for as long as the broker holds the session. */
  held(isHeld: boolean): void {
    this.#isHeld = isHeld
  }

  /** How it ends when another try makes no sense; undefined while one does. */
  exhausted(tries: number, failure: BrokerUnreachable | undefined): Ending | undefined {
    if (failure?.isUntrusted) return ENDINGS.untrusted
    if (this.#isRegistered) return this.#isAwayTooLong ? ENDINGS.resumeExpired : undefined
    return this.#isHopeless(tries) ? ENDINGS.unreachable : undefined
  }

  get #isAwayTooLong(): boolean {
    return this.#absence.isLongerThan(this.#isHeld ? LIMITS.holdMs : LIMITS.resumeMs)
  }

  #isHopeless(tries: number): boolean {
    if (this.#claimedAt === undefined) return tries >= FIRST_TRIES
    return this.#clock.monotonic() - this.#claimedAt > CLAIM_MS
  }
}
