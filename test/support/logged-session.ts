import { readFileSync } from 'node:fs'
import { logAsFile } from '../../src/applet/session/log-as-file.ts'
import type { LogFacts } from '../../src/applet/session/log-facts.ts'
import { type LogVerdict, LogVerifier } from '../../src/applet/session/log-verifier.ts'
import { SessionLog } from '../../src/applet/session/session-log.ts'
import { FakeClock } from './fake-clock.ts'

export const FACTS: LogFacts = {
  product: 'open-rescue',
  version: '0.1.0',
  session: '3f2a91c077e104bd3f2a91c077e104bd',
  company: 'Test & Sons',
  technician: 'Tess Technician',
}

/** A log with so many lines, from the first word to the end of the session; with a file as `--log` writes it. */
export function logOf(lines: number, file?: string, start = Date.UTC(2026, 0, 1)): SessionLog {
  const clock = new FakeClock(start)
  const log = new SessionLog(clock, { file })
  log.add('session-connecting')
  for (let count = 2; count < lines; count += 1) {
    clock.advance(1000)
    log.add('chat-technician', { values: { name: 'Tess', text: `line ${count}` } })
  }
  log.add('session-ended')
  return log
}

/** A saved log, line by line. */
export function savedLines(lines: number): string[] {
  return logAsFile(FACTS, logOf(lines)).trimEnd().split('\n')
}

/** Two sessions in one file, line by line. */
export function twoSessions(file: string): string[] {
  logOf(5, file)
  logOf(7, file, Date.UTC(2026, 0, 2))
  return readFileSync(file, 'utf8').trimEnd().split('\n')
}

export function verdictOn(lines: readonly string[], wanted?: string): LogVerdict {
  const verifier = new LogVerifier(wanted)
  for (const line of lines) verifier.add(line)
  return verifier.finish()
}
