import { createHash } from 'node:crypto'
import type { Hash } from '../../channel/transfer/file-ends.ts'

export function nodeSha256(): Hash {
  const hash = createHash('sha256')
  return { update: (data) => void hash.update(data), digest: () => hash.digest('hex') }
}
