import type { DatabaseSync } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { AttemptCounter } from '../../../session/attempt-counter.ts'
import type { AttemptStore } from '../../store.ts'
import { atomically } from './database.ts'

export class SqliteAttempts implements AttemptStore {
  readonly #db: DatabaseSync
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#statements = {
      find: db.prepare('SELECT * FROM attempts WHERE key = ?'),
      save: db.prepare(`INSERT OR REPLACE INTO attempts (key, window_start, count, blocked_until, block_ms)
        VALUES (?, ?, ?, ?, ?)`),
      forget: db.prepare('DELETE FROM attempts WHERE max(window_start, blocked_until) < ?'),
    }
  }

  async counters(keys: readonly string[]): Promise<ReadonlyMap<string, AttemptCounter>> {
    return new Map(
      keys.flatMap((key) => {
        const counter = this.#find(key)
        return counter ? [[key, counter] as const] : []
      }),
    )
  }

  async save(counters: ReadonlyMap<string, AttemptCounter>): Promise<void> {
    atomically(this.#db, () => {
      for (const [key, { windowStart, count, blockedUntil, blockMs }] of counters) {
        this.#statements.save.run(key, windowStart, count, blockedUntil, blockMs)
      }
    })
  }

  async forget(quietSince: Instant): Promise<void> {
    this.#statements.forget.run(quietSince)
  }

  #find(key: string): AttemptCounter | undefined {
    const row = this.#statements.find.get(key)
    if (!row) return undefined
    const { window_start, count, blocked_until, block_ms } = row
    return {
      windowStart: Number(window_start),
      count: Number(count),
      blockedUntil: Number(blocked_until),
      blockMs: Number(block_ms),
    }
  }
}
