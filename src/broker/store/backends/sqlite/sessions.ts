import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Instant } from '../../../../base/clock.ts'
import type { SessionLogLine } from '../../../../protocol/broker/session-view.ts'
import type { SessionRecord } from '../../../session/session-record.ts'
import type { OpenedSession, PinRules, SessionStore } from '../../store.ts'
import { atomically } from './database.ts'

export class SqliteSessions implements SessionStore {
  readonly #db: DatabaseSync
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#statements = {
      save: db.prepare(`INSERT INTO sessions
        (id, technician_id, technician_name, name, created_at, state, platform, resume_keys, removed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, platform = excluded.platform,
          resume_keys = excluded.resume_keys, removed_at = excluded.removed_at`),
      listed: db.prepare('SELECT * FROM sessions WHERE removed_at IS NULL ORDER BY created_at, id'),
      find: db.prepare('SELECT * FROM sessions WHERE id = ?'),
      writeLog: db.prepare('INSERT INTO session_log (session_id, time, text) VALUES (?, ?, ?)'),
      log: db.prepare('SELECT time, text FROM session_log WHERE session_id = ? ORDER BY rowid'),
      livePins: db.prepare('SELECT count(*) AS live FROM pins WHERE used_at IS NULL AND expires_at > ?'),
      rememberedPin: db.prepare('SELECT 1 FROM pins WHERE digits = ? AND coalesce(used_at, expires_at) > ?'),
      issuePin: db.prepare('INSERT OR REPLACE INTO pins (digits, session_id, expires_at) VALUES (?, ?, ?)'),
    }
  }

  async open(session: OpenedSession, line: SessionLogLine, rules: PinRules) {
    return atomically(this.#db, () => {
      const { pin } = session.state
      const obstacle = this.#obstacleTo(pin.digits, session.createdAt, rules)
      if (obstacle) return obstacle
      this.#write(session)
      this.#statements.issuePin.run(pin.digits, session.id, pin.expiresAt)
      this.#statements.writeLog.run(session.id, line.time, line.text)
      return 'opened' as const
    })
  }

  async save(session: SessionRecord, line?: SessionLogLine): Promise<void> {
    atomically(this.#db, () => {
      this.#write(session)
      if (line) this.#statements.writeLog.run(session.id, line.time, line.text)
    })
  }

  async listed(): Promise<SessionRecord[]> {
    return this.#statements.listed.all().map(toSession)
  }

  async find(id: string): Promise<SessionRecord | undefined> {
    const row = this.#statements.find.get(id)
    return row && toSession(row)
  }

  async log(id: string): Promise<SessionLogLine[]> {
    return this.#statements.log.all(id).map(({ time, text }) => ({ time: Number(time), text: String(text) }))
  }

  #obstacleTo(digits: string, now: Instant, { mostLive, rememberedMs }: PinRules) {
    const { live } = this.#statements.livePins.get(now) ?? {}
    if (Number(live) >= mostLive) return 'pins-exhausted' as const
    return this.#statements.rememberedPin.get(digits, now - rememberedMs) ? ('pin-taken' as const) : undefined
  }

  #write({ id, technician, name, createdAt, state, platform, resumeKeys, removedAt }: SessionRecord): void {
    this.#statements.save.run(
      id,
      technician.id,
      technician.name,
      name,
      createdAt,
      JSON.stringify(state),
      platform ?? null,
      resumeKeys ? JSON.stringify(resumeKeys) : null,
      removedAt ?? null,
    )
  }
}

function toSession(row: Record<string, SQLOutputValue>): SessionRecord {
  const { id, technician_id, technician_name, name, created_at, state, platform, resume_keys, removed_at } = row
  return {
    id: String(id),
    technician: { id: String(technician_id), name: String(technician_name) },
    name: String(name),
    createdAt: Number(created_at),
    state: JSON.parse(String(state)),
    ...(platform !== null && { platform: String(platform) }),
    ...(resume_keys !== null && { resumeKeys: JSON.parse(String(resume_keys)) }),
    ...(removed_at !== null && { removedAt: Number(removed_at) }),
  }
}
