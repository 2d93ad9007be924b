import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import { opensWith, type ResumeKeys } from '../../../session/resume-keys.ts'
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
      claim: db.prepare('UPDATE sessions SET resume_keys = ? WHERE id = ?'),
      restart: db.prepare(`UPDATE pins SET expires_at = ?3, restarted = 1
        WHERE digits = ?1 AND used_at IS NULL AND expires_at > ?2 AND restarted = 0 RETURNING session_id`),
      findLive: db.prepare('SELECT session_id FROM pins WHERE digits = ? AND used_at IS NULL AND expires_at > ?'),
      findDead: db.prepare(`SELECT used_at, session_id, resume_keys FROM pins JOIN sessions ON sessions.id = session_id
        WHERE digits = ?`),
      retire: db.prepare(
        'UPDATE pins SET expires_at = ?2 WHERE session_id = ?1 AND used_at IS NULL AND expires_at > ?2',
      ),
      forget: db.prepare('DELETE FROM pins WHERE coalesce(used_at, expires_at) <= ?'),
    }
  }

  async redeem(digits: string, claimHash: string, now: Instant): Promise<PinRedeemed> {
    return atomically(this.#db, () => {
      const won = this.#statements.redeem.get(digits, now)
      if (won) return this.#claimed(sessionOf(won), claimHash)
      const dead = this.#statements.findDead.get(digits)
      const outcome = failureOf(dead)
      if (!dead || outcome !== 'used' || !opensWith(keysOf(dead), claimHash)) return { outcome }
      return { outcome: 'redeemed', sessionId: sessionOf(dead) }
    })
  }

  async see(digits: string, now: Instant, expiresAt: Instant): Promise<PinSeen> {
    return atomically(this.#db, () => {
      const restarted = this.#statements.restart.get(digits, now, expiresAt)
      if (restarted) return { outcome: 'live', sessionId: sessionOf(restarted), restarted: true }
      const live = this.#statements.findLive.get(digits, now)
      if (live) return { outcome: 'live', sessionId: sessionOf(live), restarted: false }
      return { outcome: failureOf(this.#statements.findDead.get(digits)) }
    })
  }

  async retire(sessionId: string, now: Instant): Promise<void> {
    this.#statements.retire.run(sessionId, now)
  }

  async forgetDead(deadBefore: Instant): Promise<void> {
    this.#statements.forget.run(deadBefore)
  }

  #claimed(sessionId: string, claimHash: string): PinRedeemed {
    const keys: ResumeKeys = { current: claimHash }
    this.#statements.claim.run(JSON.stringify(keys), sessionId)
    return { outcome: 'redeemed', sessionId }
  }
}

type Row = Record<string, SQLOutputValue>

/** Why a PIN that is not live is refused. */
function failureOf(row: Row | undefined): PinFailure {
  if (!row) return 'unknown'
  const { used_at } = row
  return used_at === null ? 'expired' : 'used'
}

function sessionOf({ session_id }: Row): string {
  return String(session_id)
}

function keysOf({ resume_keys }: Row): ResumeKeys | undefined {
  return resume_keys === null ? undefined : JSON.parse(String(resume_keys))
}
