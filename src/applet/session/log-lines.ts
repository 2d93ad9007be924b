import * as v from 'valibot'
import { bytesInHex, filledText, integer, text } from '../../protocol/fields.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { LOG_FORMAT } from './log-as-file.ts'
import type { ChainedLine } from './log-chain.ts'

/** A chained line as a file has it. */
export interface HashedLine extends ChainedLine {
  readonly hash: string
}

export type ReadLine =
  | { readonly kind: 'head'; readonly before: string; readonly raw: string }
  | { readonly kind: 'line'; readonly line: HashedLine }
  | { readonly kind: 'foot'; readonly lines: number; readonly hash: string; readonly seal: string }
  /** Not as the program writes anything. */
  | { readonly kind: 'other' }

/** UTF-16 units of the longest line: each of a text's may be written as `\uNNNN`. */
export const LONGEST_LINE = 8 * LIMITS.loggedText

const hash = bytesInHex(32)
const count = integer(0, Number.MAX_SAFE_INTEGER)
const told = text(256)

// In the order in which they are written; strict, because whatever is added would be vouched for by nobody.
const headSchema = v.strictObject({
  log: v.literal(LOG_FORMAT),
  ...{ product: told, version: told, session: told, company: told, technician: told },
  start: v.pipe(v.string(), v.isoTimestamp()),
  before: hash,
})
const lineSchema = v.strictObject({
  seq: integer(1, Number.MAX_SAFE_INTEGER),
  time: v.pipe(v.string(), v.isoTimestamp()),
  kind: filledText(40),
  permissions: v.pipe(v.array(text(32)), v.maxLength(64)),
  text: text(LIMITS.loggedText),
  hash,
})
const footSchema = v.strictObject({ lines: count, hash, seal: hash })

/** One line of a log's file. Whoever wrote it: this never throws. */
export function readLogLine(raw: string): ReadLine {
  const value = raw.length <= LONGEST_LINE ? parsed(raw) : undefined
  const line = v.safeParse(lineSchema, value)
  if (line.success && isWrittenAs(line.output, raw)) return { kind: 'line', line: line.output }
  const head = v.safeParse(headSchema, value)
  if (head.success && isWrittenAs(head.output, raw)) return { kind: 'head', before: head.output.before, raw }
  const foot = v.safeParse(footSchema, value)
  if (foot.success && isWrittenAs(foot.output, raw)) return { kind: 'foot', ...foot.output }
  return { kind: 'other' }
}

/** Byte for byte: what stands between the values is not in the hash, and neither is a name that comes twice. */
function isWrittenAs(value: object, raw: string): boolean {
  return JSON.stringify(value) === raw
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
