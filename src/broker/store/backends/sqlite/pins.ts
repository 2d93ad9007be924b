import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { PinFailure, PinRedeemed, PinSeen, PinStore } from '../../store.ts'
import { atomically } from './database.ts'

export class SqlitePins implements PinStore {
  readonly #db: DatabaseSync
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#statements = {
      redeem: db.prepare(`UPDATE pins SET used_at = ?2 WHERE digits = ?1 AND used_at IS NULL AND expires_at > ?2
        RETURNING session_id`),
      restart: db.prepare(`UPDATE pins SET expires_at = ?3, restarted = 1
        WHERE digits = ?1 AND used_at IS NULL AND expires_at > ?2 AND restarted = 0 RETURNING session_id`),
      findLive: db.prepare('SELECT session_id FROM pins WHERE digits = ? AND used_at IS NULL AND expires_at > ?'),
      findDead: db.prepare('SELECT used_at FROM pins WHERE digits = ?'),
      retire: db.prepare(
        'UPDATE pins SET expires_at = ?2 WHERE session_id = ?1 AND used_at IS NULL AND expires_at > ?2',
      ),
      forget: db.prepare('DELETE FROM pins WHERE coalesce(used_at, expires_at) <= ?'),
    }
  }

  async redeem(digits: string, now: Instant): Promise<PinRedeemed> {
    return atomically(this.#db, () => {
      const won = this.#statements.redeem.get(digits, now)
      if (won) return { outcome: 'redeemed', sessionId: sessionOf(won) }
      return { outcome: this.#failureOf(digits) }
    })
  }

  async see(digits: string, now: Instant, expiresAt: Instant): Promise<PinSeen> {
    return atomically(this.#db, () => {
      const restarted = this.#statements.restart.get(digits, now, expiresAt)
      if (restarted) return { outcome: 'live', sessionId: sessionOf(restarted), restarted: true }
      const live = this.#statements.findLive.get(digits, now)
      if (live) return { outcome: 'live', sessionId: sessionOf(live), restarted: false }
      return { outcome: this.#failureOf(digits) }
    })
  }

  async retire(sessionId: string, now: Instant): Promise<void> {
    this.#statements.retire.run(sessionId, now)
  }

  async forgetDead(deadBefore: Instant): Promise<void> {
    this.#statements.forget.run(deadBefore)
  }

  /** Why a PIN that is not live is refused. */
  #failureOf(digits: string): PinFailure {
    const row = this.#statements.findDead.get(digits)
    if (!row) return 'unknown'
    const { used_at } = row
    return used_at === null ? 'expired' : 'used'
  }
}

function sessionOf({ session_id }: Record<string, SQLOutputValue>): string {
  return String(session_id)
}
