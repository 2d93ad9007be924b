import type { DatabaseSync } from 'node:sqlite'
import type { Store } from '../../store.ts'
import { SqliteAccounts } from './accounts.ts'
import { SqliteAttempts } from './attempts.ts'
import { openDatabase } from './database.ts'
import { SqliteLinks } from './links.ts'
import { SqlitePins } from './pins.ts'
import { SqliteSessions } from './sessions.ts'
import { SqliteSettings } from './settings.ts'
import { SqliteWebSessions } from './web-sessions.ts'

/** One file, shared by the broker and its command line. */
export class SqliteStore implements Store {
  readonly accounts: SqliteAccounts
  readonly webSessions: SqliteWebSessions
  readonly links: SqliteLinks
  readonly sessions: SqliteSessions
  readonly pins: SqlitePins
  readonly attempts: SqliteAttempts
  readonly settings: SqliteSettings
  readonly #db: DatabaseSync

  constructor(file: string) {
    const db = openDatabase(file)
    this.#db = db
    this.accounts = new SqliteAccounts(db)
    this.webSessions = new SqliteWebSessions(db)
    this.links = new SqliteLinks(db)
    this.sessions = new SqliteSessions(db)
    this.pins = new SqlitePins(db)
    this.attempts = new SqliteAttempts(db)
    this.settings = new SqliteSettings(db)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#db.close()
  }
}
