import type { DatabaseSync } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { LinkPurpose, LinkStore } from '../../store.ts'

export class SqliteLinks implements LinkStore {
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#statements = {
      issue: db.prepare('INSERT INTO links (hash, account_id, expires_at) VALUES (?, ?, ?)'),
      redeem: db.prepare('DELETE FROM links WHERE hash = ? AND expires_at > ? RETURNING account_id'),
      forget: db.prepare('DELETE FROM links WHERE expires_at <= ?'),
      revokeSetUp: db.prepare('DELETE FROM links WHERE account_id IS NULL'),
    }
  }

  async issue(hash: string, purpose: LinkPurpose, expiresAt: Instant): Promise<void> {
    this.#statements.issue.run(hash, purpose.kind === 'sign-in' ? purpose.accountId : null, expiresAt)
  }

  async redeem(hash: string, now: Instant): Promise<LinkPurpose | undefined> {
    const row = this.#statements.redeem.get(hash, now)
    if (!row) return undefined
    const { account_id } = row
    return account_id === null ? { kind: 'set-up' } : { kind: 'sign-in', accountId: String(account_id) }
  }

  async forgetExpired(now: Instant): Promise<void> {
    this.#statements.forget.run(now)
  }

  async revokeSetUpLinks(): Promise<void> {
    this.#statements.revokeSetUp.run()
  }
}
