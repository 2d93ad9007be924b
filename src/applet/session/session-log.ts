import { appendFileSync } from 'node:fs'
import type { Clock, Instant } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { escapeControls } from '../../base/logger.ts'

export interface LogEntry {
  readonly time: Instant
  /** The machine's word: `permission-yes`. */
  readonly kind: string
  /** The sentence, safe for a terminal. */
  readonly text: string
}

/** Entries kept in memory, for a technician's page that opens late. A file keeps all. */
const KEPT = 500

/** What was asked, allowed, refused, done and taken back, in order. It is the customer's to read and to keep. */
export class SessionLog {
  readonly #clock: Clock
  readonly #file: string | undefined
  readonly #entries: LogEntry[] = []
  readonly #emitter = new Emitter<{ added: LogEntry }>()

  constructor(clock: Clock, file?: string) {
    this.#clock = clock
    this.#file = file
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  on(event: 'added', listener: (entry: LogEntry) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Written to the file before anybody hears of it: what the log does not hold did not happen. */
  add(kind: string, text: string): void {
    const entry = { time: this.#clock.now(), kind, text: escapeControls(text).slice(0, 500) }
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(lineOf(entry))}\n`, { mode: 0o600 })
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#entries.shift()
    this.#emitter.emit('added', entry)
  }
}

function lineOf({ time, kind, text }: LogEntry) {
  return { time: new Date(time).toISOString(), kind, text }
}
