import { DatabaseSync } from 'node:sqlite'
import { OperatorMistake } from '../../../operator-mistake.ts'
import { MIGRATIONS } from './migrations.ts'
import { toMistake } from './sqlite-mistake.ts'

/** Milliseconds to wait for another process, such as `broker user add`, to finish its write. */
const BUSY_MS = 5000

/** Opens the file and brings its tables up to date. Closed by the store. */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true })
    prepare(db, file)
    return db
  } catch (error) {
    db?.close()
    throw toMistake(error, file)
  }
}

function prepare(db: DatabaseSync, file: string): void {
  // FULL: what was acknowledged is on the disk, not only in its cache.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  atomically(db, () => migrate(db, file))
}

/** All of it or nothing. Takes the write lock first, so that two processes wait for each other and never fail half-way. */
export function atomically<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function migrate(db: DatabaseSync, file: string): void {
  const { user_version } = db.prepare('PRAGMA user_version').get() ?? {}
  const done = Number(user_version)
  if (done > MIGRATIONS.length) {
    throw new OperatorMistake(
      `${file} was written by a newer version (${done}; this one knows ${MIGRATIONS.length}). Run that version, or go back to a backup.`,
    )
  }
  for (const sql of MIGRATIONS.slice(done)) db.exec(sql)
  // A pragma takes no parameters; this is a number of ours.
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
}
