import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { backUpDatabase } from './store/backends/sqlite/back-up.ts'
import { SqliteStore } from './store/backends/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

const FILE = 'broker.sqlite'

/** The store in this folder, made if it is not there. Disposed of by the caller. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return new SqliteStore(join(dataDir, FILE))
}

/** Everything a broker needs to go on elsewhere, in one file. */
export function backUpStore(dataDir: string, copy: string): Promise<void> {
  return backUpDatabase(join(dataDir, FILE), copy)
}
