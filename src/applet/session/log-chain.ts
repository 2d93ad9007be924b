import { createHash } from 'node:crypto'
import { type ChainedLine, chainedText } from '../../protocol/peer/log-line.ts'

export { CHAIN_START, type ChainedLine } from '../../protocol/peer/log-line.ts'

/** SHA-256 over the hash of the line before and this line, in hexadecimal. */
export function chainHash(before: string, line: ChainedLine): string {
  return createHash('sha256').update(chainedText(before, line)).digest('hex')
}

/** The hash that vouches for the head of a saved log, too: of what stands in its first line and of its last line's hash. */
export function sealHash(head: string, last: string): string {
  return createHash('sha256')
    .update(JSON.stringify([head, last]))
    .digest('hex')
}
