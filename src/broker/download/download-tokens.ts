import { createHmac, randomBytes } from 'node:crypto'
import type { Clock, Instant } from '../../base/clock.ts'
import type { PinIssuer } from '../session/pin-issuer.ts'
import type { PinFailure } from '../store/store.ts'

const TOKEN_BYTES = 16
/** No PIN lives longer than twice its validity; after this nobody can tell any more why an address does not work. */
const REMEMBERED_MS = 60 * 60_000

type Found = { readonly outcome: 'live'; readonly pin: string } | { readonly outcome: PinFailure }

/**
 * What stands in the address of a download in place of the PIN, so that no history and no proxy's log holds a PIN. A token
 * is good for as long as its PIN is; it opens nothing but the download.
 */
export class DownloadTokens {
  readonly #issuer: PinIssuer
  readonly #clock: Clock
  readonly #key = randomBytes(32)
  readonly #known = new Map<string, { readonly pin: string; readonly issuedAt: Instant }>()

  constructor(issuer: PinIssuer, clock: Clock) {
    this.#issuer = issuer
    this.#clock = clock
  }

  /** The same one each time for the same PIN, so that entering it again and again takes no room. */
  issue(pin: string): string {
    this.#forgetOld()
    const token = createHmac('sha256', this.#key).update(pin).digest().subarray(0, TOKEN_BYTES).toString('base64url')
    this.#known.set(token, { pin, issuedAt: this.#clock.now() })
    return token
  }

  /** 128 bits are not guessed, so wrong ones are not counted. */
  async find(token: string): Promise<Found> {
    const known = this.#known.get(token)
    if (!known) return { outcome: 'unknown' }
    const { outcome } = await this.#issuer.see(known.pin)
    return outcome === 'live' ? { outcome, pin: known.pin } : { outcome }
  }

  #forgetOld(): void {
    const oldest = this.#clock.now() - REMEMBERED_MS
    for (const [token, { issuedAt }] of this.#known) if (issuedAt < oldest) this.#known.delete(token)
  }
}
