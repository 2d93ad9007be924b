import { sealHash } from './log-chain.ts'
import type { KeptLine, KeptLog, LogFacts } from './log-facts.ts'

/** What tells a saved log from any other file. */
export const LOG_FORMAT = 'open-rescue session log 1'

/**
 * The log as JSON lines that `verify-log` can check: a first line with what session this was, the chained lines as `--log` writes
 * them, and a last line with their number and hash, sealed together with the first.
 */
export function logAsFile(facts: LogFacts, { entries, before }: KeptLog): string {
  const { product, version, session, company, technician } = facts
  const start = new Date(entries[0]?.time ?? 0).toISOString()
  const head = JSON.stringify({ log: LOG_FORMAT, product, version, session, company, technician, start, before })
  const lines = entries.map(lineOf)
  const hash = entries.at(-1)?.hash ?? before
  const foot = JSON.stringify({ lines: entries.length, hash, seal: sealHash(head, hash) })
  return [head, ...lines, foot, ''].join('\n')
}

function lineOf({ seq, time, kind, permissions, text, hash }: KeptLine): string {
  return JSON.stringify({ seq, time: new Date(time).toISOString(), kind, permissions, text, hash })
}
