import { sha256 } from '@noble/hashes/sha2.js'
import type { Hash } from '../../channel/transfer/file-ends.ts'

/** Browsers hash only what is in memory as a whole; a file comes piece by piece. */
export function newSha256(): Hash {
  const hash = sha256.create()
  return { update: (data) => void hash.update(data), digest: () => hash.digest().toHex() }
}
