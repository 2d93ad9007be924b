import type { Instant } from '../../base/clock.ts'

/** What a saved log says of its session before its lines. What nobody told is empty. */
export interface LogFacts {
  /** `open-rescue` */
  readonly product: string
  readonly version: string
  readonly session: string
  readonly company: string
  readonly technician: string
}

/** A line as it is kept: an entry of the session log. */
export interface KeptLine {
  readonly seq: number
  readonly time: Instant
  readonly kind: string
  readonly permissions: readonly string[]
  readonly text: string
  readonly hash: string
}

/** A log as it is saved; `before` is the hash of the line before the first of these. */
export interface KeptLog {
  readonly entries: readonly KeptLine[]
  readonly before: string
}
