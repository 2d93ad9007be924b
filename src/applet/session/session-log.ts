import { appendFileSync } from 'node:fs'
import type { Clock, Instant } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { escapeControls } from '../../base/logger.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Permission } from '../../protocol/permission.ts'

export interface LogEntry {
  readonly time: Instant
  /** The machine's word: `permission-yes`. */
  readonly kind: string
  /** What it was about; empty where it was about none. */
  readonly permissions: readonly Permission[]
  /** The sentence, safe for a terminal. */
  readonly text: string
}

/** Entries kept in memory, for a technician's page that opens late. A file keeps all. */
const KEPT = 500

/** What was asked, allowed, refused, done and taken back, in order. It is the customer's to read and to keep. */
export class SessionLog {
  readonly #clock: Clock
  #file: string | undefined
  readonly #entries: LogEntry[] = []
  readonly #emitter = new Emitter<{ added: LogEntry }>()

  /** Throws when the file cannot be written: better now than in the middle of a session. */
  constructor(clock: Clock, file?: string) {
    this.#clock = clock
    this.#file = file
    if (file) appendFileSync(file, '', { mode: 0o600 })
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  on(event: 'added', listener: (entry: LogEntry) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Written to the file before anybody hears of it: what the log does not hold did not happen. */
  add(kind: string, text: string, permissions: readonly Permission[] = []): void {
    const entry = { time: this.#clock.now(), kind, permissions, text: escapeControls(text).slice(0, LIMITS.loggedText) }
    this.#write(entry)
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#entries.shift()
    this.#emitter.emit('added', entry)
  }

  /** A disk that is full ends the file, not the session; both people are told. */
  #write(entry: LogEntry): void {
    if (!this.#file) return
    try {
      appendFileSync(this.#file, `${JSON.stringify(lineOf(entry))}\n`)
    } catch (error) {
      this.#file = undefined
      this.add('log-failed', `The log file ends here: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function lineOf({ time, kind, text }: LogEntry) {
  return { time: new Date(time).toISOString(), kind, text }
}
