/** What the chain of a log begins with: 32 zero bytes in hexadecimal. */
export const CHAIN_START = '0'.repeat(64)

/** What one line of a session log says, in the order in which it is written and hashed. */
export interface ChainedLine {
  /** Counts from 1. */
  readonly seq: number
  /** ISO 8601. */
  readonly time: string
  readonly kind: string
  readonly permissions: readonly string[]
  readonly text: string
}

/**
 * The text whose SHA-256, of its UTF-8 and in hexadecimal, is the hash of a line: the hash of the line before stands in it, so
 * who changes one line has to change all after it.
 */
export function chainedText(before: string, { seq, time, kind, permissions, text }: ChainedLine): string {
  return JSON.stringify([before, seq, time, kind, permissions, text])
}

/** The first 64 bits of a hash, for two people to compare: `3f2a 91c0 77e1 04bd`. */
export function fingerprintOf(hash: string): string {
  return hash.slice(0, 16).replace(/.{4}(?=.)/g, '$& ')
}
