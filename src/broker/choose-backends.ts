import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { OperatorMistake } from './operator-mistake.ts'
import { backUpDatabase } from './store/backends/sqlite/back-up.ts'
import { lockDatabase } from './store/backends/sqlite/lock.ts'
import { SqliteStore } from './store/backends/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

const FILE = 'broker.sqlite'
const LOCK = 'broker.lock'

/** The store in this folder, made if it is not there. Disposed of by the caller. */
export function openStore(dataDir: string): Store {
  makeFolder(dataDir)
  return new SqliteStore(join(dataDir, FILE))
}

/** The store of a broker that has run here; a command that looks something up makes none. */
export function openExistingStore(dataDir: string): Store {
  demandStore(dataDir)
  return openStore(dataDir)
}

/** The folder belongs to the caller alone, until disposed of. */
export function lockFolder(dataDir: string): Disposable {
  makeFolder(dataDir)
  return lockDatabase(join(dataDir, LOCK), () => {
    throw new OperatorMistake(
      `Another broker uses this folder: ${dataDir}. Stop it first, or give this one its own with --data.`,
    )
  })
}

/** Everything a broker needs to go on elsewhere, in one file. */
export async function backUpStore(dataDir: string, copy: string): Promise<void> {
  demandStore(dataDir)
  await backUpDatabase(join(dataDir, FILE), copy)
}

function demandStore(dataDir: string): void {
  if (existsSync(join(dataDir, FILE))) return
  throw new OperatorMistake(
    `There is no broker's data in ${resolve(dataDir)}. Name the folder of your broker with --data.`,
  )
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new OperatorMistake(
      `The data folder ${dataDir} cannot be made (${(error as NodeJS.ErrnoException).code}). Name another with --data.`,
      { cause: error },
    )
  }
}
