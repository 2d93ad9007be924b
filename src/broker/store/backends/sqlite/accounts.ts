import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { Role } from '../../../../protocol/broker/http-api.ts'
import type { AccountRecord, AccountStore } from '../../store.ts'
import { atomically } from './database.ts'

export class SqliteAccounts implements AccountStore {
  readonly #db: DatabaseSync
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#statements = {
      any: db.prepare('SELECT 1 FROM accounts LIMIT 1'),
      add: db.prepare(`INSERT INTO accounts (id, email, name, role, password_hash) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (email) DO NOTHING`),
      byId: db.prepare('SELECT * FROM accounts WHERE id = ?'),
      byEmail: db.prepare('SELECT * FROM accounts WHERE email = ?'),
      list: db.prepare('SELECT * FROM accounts ORDER BY email'),
      disable: db.prepare('UPDATE accounts SET disabled_at = ? WHERE id = ?'),
      enable: db.prepare('UPDATE accounts SET disabled_at = NULL WHERE id = ?'),
      setPassword: db.prepare('UPDATE accounts SET password_hash = ? WHERE id = ?'),
      endWebSessions: db.prepare('DELETE FROM web_sessions WHERE account_id = ?'),
      revokeLinks: db.prepare('DELETE FROM links WHERE account_id = ?'),
    }
  }

  async anyExists(): Promise<boolean> {
    return this.#statements.any.get() !== undefined
  }

  async add(account: AccountRecord): Promise<'added' | 'email-taken'> {
    return this.#insert(account) ? 'added' : 'email-taken'
  }

  async addFirst(account: AccountRecord): Promise<'added' | 'not-first'> {
    const isFirst = () => this.#statements.any.get() === undefined
    return atomically(this.#db, () => (isFirst() && this.#insert(account) ? 'added' : 'not-first'))
  }

  async byId(id: string): Promise<AccountRecord | undefined> {
    return toAccount(this.#statements.byId.get(id))
  }

  async byEmail(email: string): Promise<AccountRecord | undefined> {
    return toAccount(this.#statements.byEmail.get(email))
  }

  async list(): Promise<AccountRecord[]> {
    return this.#statements.list.all().flatMap((row) => toAccount(row) ?? [])
  }

  async disable(id: string, at: Instant): Promise<void> {
    atomically(this.#db, () => {
      this.#statements.disable.run(at, id)
      this.#signOut(id)
    })
  }

  async enable(id: string): Promise<void> {
    this.#statements.enable.run(id)
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    atomically(this.#db, () => {
      this.#statements.setPassword.run(passwordHash, id)
      this.#signOut(id)
    })
  }

  #signOut(id: string): void {
    this.#statements.endWebSessions.run(id)
    this.#statements.revokeLinks.run(id)
  }

  #insert({ id, email, name, role, passwordHash }: AccountRecord): boolean {
    return this.#statements.add.run(id, email, name, role, passwordHash ?? null).changes === 1
  }
}

function toAccount(row: Record<string, SQLOutputValue> | undefined): AccountRecord | undefined {
  if (!row) return undefined
  const { id, email, name, role, password_hash, disabled_at } = row
  return {
    id: String(id),
    email: String(email),
    name: String(name),
    role: role as Role,
    ...(password_hash !== null && { passwordHash: String(password_hash) }),
    ...(disabled_at !== null && { disabledAt: Number(disabled_at) }),
  }
}
