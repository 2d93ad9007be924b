import type { DatabaseSync } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { WebSessionRecord, WebSessionStore } from '../../store.ts'

export class SqliteWebSessions implements WebSessionStore {
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#statements = {
      start: db.prepare('INSERT INTO web_sessions (hash, account_id, created_at, used_at) VALUES (?, ?, ?, ?)'),
      find: db.prepare('SELECT * FROM web_sessions WHERE hash = ?'),
      touch: db.prepare('UPDATE web_sessions SET used_at = ? WHERE hash = ?'),
      end: db.prepare('DELETE FROM web_sessions WHERE hash = ?'),
      forget: db.prepare('DELETE FROM web_sessions WHERE created_at < ? OR used_at < ?'),
    }
  }

  async start({ hash, accountId, createdAt, usedAt }: WebSessionRecord): Promise<void> {
    this.#statements.start.run(hash, accountId, createdAt, usedAt)
  }

  async find(hash: string): Promise<WebSessionRecord | undefined> {
    const row = this.#statements.find.get(hash)
    if (!row) return undefined
    const { account_id, created_at, used_at } = row
    return { hash, accountId: String(account_id), createdAt: Number(created_at), usedAt: Number(used_at) }
  }

  async touch(hash: string, usedAt: Instant): Promise<void> {
    this.#statements.touch.run(usedAt, hash)
  }

  async end(hash: string): Promise<void> {
    this.#statements.end.run(hash)
  }

  async forgetUnused(createdBefore: Instant, usedBefore: Instant): Promise<void> {
    this.#statements.forget.run(createdBefore, usedBefore)
  }
}
