import { randomInt } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import type { SessionLogLine } from '../../protocol/broker/session-view.ts'
import { hashSecret } from '../secret.ts'
import type { OpenedSession, PinRedeemed, PinSeen, Store } from '../store/store.ts'
import type { Pin } from './session-state.ts'

/** Six digits without a leading zero, so that a client that reads them as a number loses nothing. */
const FIRST_PIN = 100_000
const LAST_PIN = 999_999

const VALID_MS = 10 * 60_000
const RULES = { mostLive: 1000, rememberedMs: 24 * 60 * 60_000 }

/** Too many PINs are live at once; the code is the one API clients know. */
export class OutOfPinCodes extends Error {
  override readonly name = 'OutOfPinCodes'
  readonly reason = 'OUTOFPINCODES'

  constructor() {
    super('All PIN codes are in use. Wait until one expires, then try again.')
  }
}

/** Issues, shows and redeems PINs. Who may try how often is the affair of the pin-door. */
export class PinIssuer {
  readonly #store: Store
  readonly #clock: Clock
  readonly #draw: () => number

  constructor(store: Store, clock: Clock, draw = drawPin) {
    this.#store = store
    this.#clock = clock
    this.#draw = draw
  }

  /** Opens the session that `describe` makes of a fresh PIN. */
  async issue(describe: (pin: Pin) => { session: OpenedSession; line: SessionLogLine }): Promise<OpenedSession> {
    for (;;) {
      const pin = { digits: String(this.#draw()), expiresAt: this.#clock.now() + VALID_MS }
      const { session, line } = describe(pin)
      const outcome = await this.#store.sessions.open(session, line, RULES)
      if (outcome === 'opened') return session
      if (outcome === 'pins-exhausted') throw new OutOfPinCodes()
    }
  }

  redeem(digits: string, claimKey: string): Promise<PinRedeemed> {
    return this.#store.pins.redeem(digits, hashSecret(claimKey), this.#clock.now())
  }

  /** For the entry page: says what the PIN is worth; the first time it restarts the validity of a live one. */
  async see(digits: string): Promise<PinSeen & { expiresAt: number }> {
    const now = this.#clock.now()
    const expiresAt = now + VALID_MS
    return { ...(await this.#store.pins.see(digits, now, expiresAt)), expiresAt }
  }

  async forgetDead(): Promise<void> {
    await this.#store.pins.forgetDead(this.#clock.now() - RULES.rememberedMs)
  }
}

/** Uniform: randomInt draws from the CSPRNG and rejects what would favour some numbers. */
export function drawPin(): number {
  return randomInt(FIRST_PIN, LAST_PIN + 1)
}
