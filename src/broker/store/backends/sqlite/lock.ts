import { DatabaseSync } from 'node:sqlite'
import { codeOf, toMistake } from './sqlite-mistake.ts'

const BUSY = 5

/**
 * An exclusive transaction on a file of its own that nothing is ever written to. The system ends it together with the
 * process, however that dies, and whoever works on the store itself is not kept out.
 */
export function lockDatabase(file: string, taken: () => never): Disposable {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    if (codeOf(error) === BUSY) taken()
    throw toMistake(error, file)
  }
}
