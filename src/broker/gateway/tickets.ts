import type { Clock, Instant } from '../../base/clock.ts'
import { hashSecret, newSecret } from '../secret.ts'
import type { AccountRecord } from '../store/store.ts'

const VALID_MS = 30_000

type TicketPurpose = { readonly purpose: 'sessions' } | { readonly purpose: 'screen'; readonly sessionId: string }

/** What a ticket opens, and in whose name. */
export type TicketHolder = TicketPurpose & {
  readonly technician: AccountRecord
  readonly webSession: string
}

interface Issued {
  readonly holder: TicketHolder
  readonly expiresAt: Instant
}

/**
 * One-time passes for sockets. A socket's handshake carries the browser's cookies whoever started it; a ticket can only come
 * from a page that was able to read our answer.
 */
export class Tickets {
  readonly #clock: Clock
  readonly #issued = new Map<string, Issued>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(holder: TicketHolder): { ticket: string; expiresAt: Instant } {
    this.#forgetExpired()
    const ticket = newSecret()
    const expiresAt = this.#clock.now() + VALID_MS
    this.#issued.set(hashSecret(ticket), { holder, expiresAt })
    return { ticket, expiresAt }
  }

  /** Works once. */
  redeem(ticket: string): TicketHolder | undefined {
    const hash = hashSecret(ticket)
    const issued = this.#issued.get(hash)
    this.#issued.delete(hash)
    return issued && this.#clock.now() < issued.expiresAt ? issued.holder : undefined
  }

  #forgetExpired(): void {
    const now = this.#clock.now()
    for (const [hash, { expiresAt }] of this.#issued) if (now >= expiresAt) this.#issued.delete(hash)
  }
}
