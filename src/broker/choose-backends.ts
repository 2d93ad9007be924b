import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SqliteStore } from './store/backends/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

/** The store in this folder, made if it is not there. Disposed of by the caller. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return new SqliteStore(join(dataDir, 'broker.sqlite'))
}
