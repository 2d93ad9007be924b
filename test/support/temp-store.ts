import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/broker/choose-backends.ts'
import type { AccountRecord, Store } from '../../src/broker/store/store.ts'

export const TESS: AccountRecord = {
  id: 'a'.repeat(32),
  email: 'tess@example.com',
  name: 'Tess Technician',
  role: 'technician',
}

/** A store on disk with one technician in it, gone with its folder when disposed of. */
export async function tempStore(): Promise<Store> {
  const dir = mkdtempSync(join(tmpdir(), 'store-'))
  const store = openStore(dir)
  await store.accounts.add(TESS)
  return Object.assign(store, {
    async [Symbol.asyncDispose]() {
      await Object.getPrototypeOf(store)[Symbol.asyncDispose].call(store)
      rmSync(dir, { recursive: true })
    },
  })
}
