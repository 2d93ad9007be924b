import { signal } from '@preact/signals'
import type { Account } from '../../protocol/broker/http-api.ts'
import { t } from '../../ui/words/words.ts'
import { type BrokerApi, RequestFailed } from '../broker/broker-api.ts'
import type { OneTimeLink } from './one-time-link.ts'

export type AccountState =
  | { readonly name: 'asking' }
  | { readonly name: 'signed-out'; readonly notice?: string }
  | { readonly name: 'link-refused' }
  | { readonly name: 'setting-up'; readonly token: string }
  | { readonly name: 'signed-in'; readonly account: Account }

const TOO_MANY_TRIES = 429

/** Who is signed in to this page. */
export class AccountGate {
  readonly state = signal<AccountState>({ name: 'asking' })
  readonly #api: BrokerApi

  constructor(api: BrokerApi) {
    this.#api = api
  }

  /** Finds out at the start of the page. */
  async open(link: OneTimeLink | undefined): Promise<void> {
    if (link?.purpose === 'setup') this.state.value = { name: 'setting-up', token: link.token }
    else if (link) await this.#try(this.#api.signInByLink(link.token), 'link-refused')
    else await this.#try(this.#api.account(), 'signed-out')
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#enter(await this.#api.signIn(email, password))
  }

  async setUp(token: string, email: string, name: string, password: string): Promise<void> {
    this.#enter(await this.#api.setUp({ token, email, name, password }))
  }

  async signOut(): Promise<void> {
    // Whatever the broker says: the technician wants to be gone from this page.
    await this.#api.signOut().catch(() => {})
    this.state.value = { name: 'signed-out' }
  }

  /** The broker has forgotten us. */
  expire(): void {
    this.state.value = { name: 'signed-out', notice: t('sign-in.expired') }
  }

  /** Shows the boxes for email and password. */
  askForPassword(): void {
    this.state.value = { name: 'signed-out' }
  }

  async #try(attempt: Promise<Account>, refused: 'link-refused' | 'signed-out'): Promise<void> {
    try {
      this.#enter(await attempt)
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      const isRefusal = error.status >= 400 && error.status < 500 && error.status !== TOO_MANY_TRIES
      this.state.value = isRefusal ? { name: refused } : { name: 'signed-out', notice: error.message }
    }
  }

  #enter(account: Account): void {
    this.state.value = { name: 'signed-in', account }
  }
}
