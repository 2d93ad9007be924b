import { rmSync, statSync, writeFileSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'

/** In one go: copied in pieces, it would begin anew at each write of a busy broker. */
const ALL_PAGES = 0x7fff_ffff

/**
 * Copies the database as it is at one moment, while others read and write it. The copy is private, and it never replaces a
 * file. Nothing is migrated: a backup made before an upgrade is what the old version can read.
 */
export async function backUpDatabase(database: string, copy: string): Promise<void> {
  // Else its absence would only be told as a failure of SQLite's.
  statSync(database)
  using source = new DatabaseSync(database, { readOnly: true })
  writeFileSync(copy, '', { flag: 'wx', mode: 0o600 })
  try {
    await backup(source, copy, { rate: ALL_PAGES })
    finish(copy)
  } catch (error) {
    rmSync(copy)
    throw error
  }
}

/** Makes it one file, without a log beside it, and reads it: nobody looks at a backup before it is needed, so we do. */
function finish(copy: string): void {
  using database = new DatabaseSync(copy)
  database.exec('PRAGMA journal_mode = DELETE')
  const { integrity_check } = database.prepare('PRAGMA integrity_check').get() ?? {}
  if (integrity_check !== 'ok') throw new Error(`the copy is damaged: ${integrity_check}`)
}
