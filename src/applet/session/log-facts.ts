import type { LogEntry } from './session-log.ts'

/** What a saved log says of its session before its lines. What nobody told is empty. */
export interface LogFacts {
  /** `open-rescue` */
  readonly product: string
  readonly version: string
  readonly session: string
  readonly company: string
  readonly technician: string
}

/** A log as it is saved; `before` is the hash of the line before the first of these entries. */
export interface KeptLog {
  readonly entries: readonly LogEntry[]
  readonly before: string
}
