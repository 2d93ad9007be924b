import { createHmac } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { hashSecret, newSecret } from '../secret.ts'
import type { AccountRecord, Store, WebSessionRecord } from '../store/store.ts'

const MINUTE = 60_000
const IDLE_MS = 60 * MINUTE
const ABSOLUTE_MS = 12 * 60 * MINUTE
/** How exact the idle time is: each note of it costs a write to the disk. */
const NOTE_MS = MINUTE

/** Somebody who is signed in. */
export interface SignedIn {
  readonly account: AccountRecord
  /** The web session's hash: names it without being able to use it. */
  readonly webSession: string
}

/** Browsers that are signed in: 60 minutes idle, 12 hours in all. */
export class WebSessions {
  readonly #store: Store
  readonly #clock: Clock
  readonly #emitter = new Emitter<{ ended: string }>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** The cookie's value. Always a new one, so that a cookie from before sign-in is worth nothing after it. */
  async start(account: AccountRecord): Promise<string> {
    const cookie = newSecret()
    const now = this.#clock.now()
    await this.#store.webSessions.start({
      hash: hashSecret(cookie),
      accountId: account.id,
      createdAt: now,
      usedAt: now,
    })
    return cookie
  }

  async find(cookie: string): Promise<SignedIn | undefined> {
    const session = await this.#live(hashSecret(cookie))
    const account = session && (await this.#store.accounts.byId(session.accountId))
    if (!session || !account || account.disabledAt !== undefined) return undefined
    await this.#note(session)
    return { account, webSession: session.hash }
  }

  /** Calls with the web session's hash. */
  onEnded(listener: (webSession: string) => void): Disposable {
    return this.#emitter.on('ended', listener)
  }

  async end(webSession: string): Promise<void> {
    await this.#store.webSessions.end(webSession)
    this.#emitter.emit('ended', webSession)
  }

  /** Ends it if its time is over or its owner was disabled. Somebody who works in it through a socket keeps it in use. */
  async endIfOver(webSession: string, { used }: { used: boolean }): Promise<void> {
    const session = await this.#live(webSession)
    if (!session) await this.end(webSession)
    else if (used) await this.#note(session)
  }

  async forgetOld(): Promise<void> {
    const now = this.#clock.now()
    await this.#store.webSessions.forgetUnused(now - ABSOLUTE_MS, now - IDLE_MS)
  }

  async #live(hash: string): Promise<WebSessionRecord | undefined> {
    const session = await this.#store.webSessions.find(hash)
    const now = this.#clock.now()
    return session && now < session.createdAt + ABSOLUTE_MS && now < session.usedAt + IDLE_MS ? session : undefined
  }

  async #note({ hash, usedAt }: WebSessionRecord): Promise<void> {
    const now = this.#clock.now()
    if (now >= usedAt + NOTE_MS) await this.#store.webSessions.touch(hash, now)
  }
}

/** Follows from the cookie, so nothing has to be kept; a foreign page cannot read the cookie and cannot make the token. */
export function csrfTokenOf(cookie: string): string {
  return createHmac('sha256', cookie).update('csrf').digest('base64url')
}
