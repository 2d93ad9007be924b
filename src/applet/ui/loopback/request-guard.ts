import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Bytes of the token: nobody guesses it in the life of a session. */
const TOKEN_BYTES = 16
/** Wrong tokens after which somebody on this computer is at work, and the page is given up. */
export const MOST_WRONG_TOKENS = 20

/** A name that leads here from the web (DNS rebinding), a page of somebody else, another user of this computer: none gets in. */
export class RequestGuard {
  /** Belongs into the fragment of the page's address, which goes over no wire. */
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url')
  readonly #expected = digest(`Bearer ${this.token}`)
  readonly #host: string
  #wrongTokens = 0

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`
  }

  /** Somebody tries one token after the other. */
  get isUnderAttack(): boolean {
    return this.#wrongTokens >= MOST_WRONG_TOKENS
  }

  /** The status with which a request for the page itself is refused. There is no secret in it, so whoever leads to it may. */
  refusalOfPage({ headers }: IncomingMessage): number | undefined {
    if (headers.host !== this.#host) return 421
    const isOpened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
    return isOpened || this.#isOurs(headers) ? undefined : 403
  }

  /** The status with which any other request is refused. What another page in a browser asks for is no guess of the token. */
  refusal({ headers }: IncomingMessage): number | undefined {
    if (headers.host !== this.#host) return 421
    if (!this.#isOurs(headers)) return 403
    if (headers.authorization === undefined) return 401
    if (timingSafeEqual(digest(headers.authorization), this.#expected)) return undefined
    this.#wrongTokens += 1
    return 401
  }

  #isOurs({ origin, 'sec-fetch-site': site = 'none' }: IncomingMessage['headers']): boolean {
    return (origin === undefined || origin === `http://${this.#host}`) && (site === 'same-origin' || site === 'none')
  }
}

/** Of equal length whatever was sent, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
