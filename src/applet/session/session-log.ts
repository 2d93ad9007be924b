import { appendFileSync } from 'node:fs'
import type { Clock, Instant } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { escapeControls } from '../../base/logger.ts'
import type { Counted, Values } from '../../base/speaker.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Permission } from '../../protocol/permission.ts'
import { type AppletSpeaker, type AppletWord, englishSpeaker } from '../words/words.ts'
import { CHAIN_START, type ChainedLine, chainHash } from './log-chain.ts'

type Stem<Key> = Key extends `log.${infer Kind}` ? Kind : never

/** The machine's words for what happened: `permission-yes`. Each has its sentence in every language. */
export type LogKind = Stem<Exclude<AppletWord, `${string}.one` | `${string}.other`> | Counted<AppletWord>>

export interface LogEntry {
  /** Counts from 1. */
  readonly seq: number
  readonly time: Instant
  readonly kind: LogKind
  /** What it was about; empty where it was about none. */
  readonly permissions: readonly Permission[]
  /** What the sentence names. */
  readonly values: Values
  /** The sentence in the customer's language, safe for a terminal. */
  readonly text: string
  /** Of this line and all before it. */
  readonly hash: string
}

interface Detail {
  readonly permissions?: readonly Permission[]
  readonly values?: Values
  /** In place of the kind's own. */
  readonly words?: AppletWord
}

interface Options {
  readonly speaker?: AppletSpeaker
  /** Where every line is kept, too. */
  readonly file?: string | undefined
}

/** Entries kept in memory, for a technician's page that opens late and for a customer who keeps the log at the end. */
const KEPT = 10_000

/**
 * What was asked, allowed, refused, done and taken back, in order. It is the customer's to read and to keep, and each line
 * vouches for those before it.
 */
export class SessionLog {
  readonly #clock: Clock
  readonly #speaker: AppletSpeaker
  #file: string | undefined
  readonly #entries: LogEntry[] = []
  readonly #emitter = new Emitter<{ added: LogEntry }>()
  #seq = 0
  #hash = CHAIN_START
  #before = CHAIN_START

  /** Throws when the file cannot be written: better now than in the middle of a session. */
  constructor(clock: Clock, { speaker = englishSpeaker, file }: Options = {}) {
    this.#clock = clock
    this.#speaker = speaker
    this.#file = file
    if (file) appendFileSync(file, '', { mode: 0o600 })
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  /** The hash of the line before the first of these. */
  get before(): string {
    return this.#before
  }

  on(event: 'added', listener: (entry: LogEntry) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Written to the file before anybody hears of it: what the log does not hold did not happen. */
  add(kind: LogKind, { permissions = [], values = {}, words }: Detail = {}): void {
    const text = escapeControls(this.#say(kind, values, words)).slice(0, LIMITS.loggedText)
    this.#seq += 1
    const entry = { seq: this.#seq, time: this.#clock.now(), kind, permissions, values, text }
    this.#hash = chainHash(this.#hash, lineOf(entry))
    this.#keep({ ...entry, hash: this.#hash })
  }

  #keep(entry: LogEntry): void {
    const trouble = this.#write(entry)
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#before = this.#entries.shift()?.hash ?? CHAIN_START
    this.#emitter.emit('added', entry)
    if (trouble) this.add('log-failed', { values: { reason: trouble } })
  }

  #say(kind: LogKind, values: Values, words?: AppletWord): string {
    const key = words ?? `log.${kind}`
    if (this.#speaker.has(key)) return this.#speaker.t(key, values)
    return this.#speaker.count(key as Counted<AppletWord>, Number(values.count), values)
  }

  /** A disk that is full ends the file, not the session; both people are told. Returns what the system said. */
  #write(entry: LogEntry): string | undefined {
    if (!this.#file) return undefined
    try {
      appendFileSync(this.#file, `${JSON.stringify({ ...lineOf(entry), hash: entry.hash })}\n`)
      return undefined
    } catch (error) {
      this.#file = undefined
      return error instanceof Error ? error.message : String(error)
    }
  }
}

/** A line as the file has it, but for its hash. */
function lineOf({ seq, time, kind, permissions, text }: Omit<LogEntry, 'hash' | 'values'>): ChainedLine {
  return { seq, time: new Date(time).toISOString(), kind, permissions, text }
}
