import { rmSync, writeFileSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { OperatorMistake } from '../../../operator-mistake.ts'
import { toMistake } from './sqlite-mistake.ts'

/** In one go: copied in pieces, it would begin anew at each write of a busy broker. */
const ALL_PAGES = 0x7fff_ffff

/**
 * Copies the database as it is at one moment, while others read and write it. The copy is private, and it never replaces a
 * file. Nothing is migrated: a backup made before an upgrade is what the old version can read.
 */
export async function backUpDatabase(database: string, copy: string): Promise<void> {
  using source = new DatabaseSync(database, { readOnly: true })
  makeFile(copy)
  try {
    await backup(source, copy, { rate: ALL_PAGES })
    finish(copy)
  } catch (error) {
    rmSync(copy)
    throw toMistake(error, database)
  }
}

function makeFile(copy: string): void {
  try {
    writeFileSync(copy, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new OperatorMistake(
      code === 'EEXIST'
        ? `${copy} is there already, and a backup never replaces a file. Name another.`
        : `${copy} cannot be written (${code}). Name another file.`,
      { cause: error },
    )
  }
}

/** Makes it one file, without a log beside it, and reads it: nobody looks at a backup before it is needed, so we do. */
function finish(copy: string): void {
  using database = new DatabaseSync(copy)
  database.exec('PRAGMA journal_mode = DELETE')
  const { integrity_check } = database.prepare('PRAGMA integrity_check').get() ?? {}
  if (integrity_check !== 'ok') throw new Error(`the copy is damaged: ${integrity_check}`)
}
