import type { Clock } from '../../base/clock.ts'
import type { Role } from '../../protocol/broker/http-api.ts'
import { hashSecret, newIdentifier, newSecret } from '../secret.ts'
import type { AccountRecord, Store } from '../store/store.ts'
import { checkPassword, hashPassword } from './password.ts'

const MINUTE = 60_000
const SIGN_IN_LINK_MS = 10 * MINUTE
/** The first link of a new account reaches its owner by mail, and set-up may happen tomorrow. */
const FIRST_LINK_MS = 24 * 60 * MINUTE

export interface NewAccount {
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Absent: this person signs in by link only. */
  readonly password?: string
}

export class EmailTaken extends Error {
  override readonly name = 'EmailTaken'

  constructor(email: string) {
    super(`There is already an account for ${email}.`)
  }
}

/** Who may sign in, and how. E-mail addresses come in lower case, as the API schemas leave them. */
export class Accounts {
  readonly #store: Store
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  async create(account: NewAccount): Promise<AccountRecord> {
    const record = await newRecord(account)
    if ((await this.#store.accounts.add(record)) === 'email-taken') throw new EmailTaken(account.email)
    return record
  }

  /** A token for `…/console#set-up=`, while there is no account; earlier ones stop working. */
  async issueSetUpToken(): Promise<string | undefined> {
    if (await this.#store.accounts.anyExists()) return undefined
    await this.#store.links.revokeSetUpLinks()
    const token = newSecret()
    await this.#store.links.issue(hashSecret(token), { kind: 'set-up' }, this.#clock.now() + FIRST_LINK_MS)
    return token
  }

  /** The first account, always an admin; undefined if the token or the moment is wrong. */
  async setUp(token: string, account: Omit<NewAccount, 'role'>): Promise<AccountRecord | undefined> {
    const record = await newRecord({ ...account, role: 'admin' })
    const purpose = await this.#store.links.redeem(hashSecret(token), this.#clock.now())
    if (purpose?.kind !== 'set-up') return undefined
    return (await this.#store.accounts.addFirst(record)) === 'added' ? record : undefined
  }

  async mayBeSetUp(): Promise<boolean> {
    return !(await this.#store.accounts.anyExists())
  }

  /** A token for `…/console#sign-in=`, good once for 10 minutes, or for a day as somebody's first. */
  async issueSignInToken(account: AccountRecord, { first = false } = {}): Promise<string> {
    const token = newSecret()
    const expiresAt = this.#clock.now() + (first ? FIRST_LINK_MS : SIGN_IN_LINK_MS)
    await this.#store.links.issue(hashSecret(token), { kind: 'sign-in', accountId: account.id }, expiresAt)
    return token
  }

  async redeemSignInToken(token: string): Promise<AccountRecord | undefined> {
    const purpose = await this.#store.links.redeem(hashSecret(token), this.#clock.now())
    return purpose?.kind === 'sign-in' ? this.#enabled(await this.#store.accounts.byId(purpose.accountId)) : undefined
  }

  async checkPassword(email: string, password: string): Promise<AccountRecord | undefined> {
    const account = this.#enabled(await this.#store.accounts.byEmail(email))
    return (await checkPassword(password, account?.passwordHash)) ? account : undefined
  }

  find(email: string): Promise<AccountRecord | undefined> {
    return this.#store.accounts.byEmail(email)
  }

  list(): Promise<AccountRecord[]> {
    return this.#store.accounts.list()
  }

  /** Signs the person out everywhere; sessions under way go on without them. */
  disable(account: AccountRecord): Promise<void> {
    return this.#store.accounts.disable(account.id, this.#clock.now())
  }

  enable(account: AccountRecord): Promise<void> {
    return this.#store.accounts.enable(account.id)
  }

  /** Signs the person out everywhere. */
  async setPassword(account: AccountRecord, password: string): Promise<void> {
    await this.#store.accounts.setPassword(account.id, await hashPassword(password))
  }

  /** Nobody else could sign in as an admin. */
  async isLastAdmin({ id, role, disabledAt }: AccountRecord): Promise<boolean> {
    if (role !== 'admin' || disabledAt !== undefined) return false
    return !(await this.list()).some((one) => one.id !== id && one.role === 'admin' && one.disabledAt === undefined)
  }

  #enabled(account: AccountRecord | undefined): AccountRecord | undefined {
    return account?.disabledAt === undefined ? account : undefined
  }
}

async function newRecord({ email, name, role, password }: NewAccount): Promise<AccountRecord> {
  const id = newIdentifier()
  return { id, email, name, role, ...(password !== undefined && { passwordHash: await hashPassword(password) }) }
}
