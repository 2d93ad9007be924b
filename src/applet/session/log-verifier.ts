import { CHAIN_START, chainHash, sealHash } from './log-chain.ts'
import { type HashedLine, type ReadLine, readLogLine } from './log-lines.ts'

/** What was done to a log, as far as the log tells. */
export type Tampering = 'changed' | 'left-out' | 'moved' | 'added'

export interface LogVerdict {
  /** Whether anything in it is a log's. */
  readonly isLog: boolean
  /** The first thing that is not right, by its line in the file, counted from 1. */
  readonly trouble: { readonly line: number; readonly what: Tampering } | undefined
  /** Lines of the log that are whole. */
  readonly lines: number
  readonly sessions: number
  /** Sessions that nothing in it ends: their last lines may be missing. Of a saved log its foot tells. */
  readonly unfinished: number
  /** Lines that the program itself had given up before it saved the log. */
  readonly dropped: number
  /** ISO times of the first and the last line, and the last line's hash. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly hash: string | undefined
  /** The line of the file that bears the wanted hash. */
  readonly found: number | undefined
}

/** Where a chain goes on; without `seq` wherever its first line says. */
interface Link {
  readonly seq: number | undefined
  readonly before: string
}

const START: Link = { seq: 1, before: CHAIN_START }

/** Sessions in one file that are told from one another: years of them. */
const KEPT_STARTS = 10_000

/** What does not fit, where it stands, and what would have fitted there. */
interface Doubt {
  readonly line: number
  readonly read: ReadLine
  readonly link: Link
  what: Tampering
}

/**
 * Follows the chain of a log line by line and keeps none of them. A file of `--log` holds sessions one after the other, a saved
 * one has a head and a foot around its lines.
 */
export class LogVerifier {
  readonly #wanted: string | undefined
  #next = START
  /** Of the session before, for as long as this one may turn out to be a single line that was put in. */
  #previous: { readonly next: Link; readonly line: number } | undefined
  #head: Extract<ReadLine, { kind: 'head' }> | undefined
  #doubt: Doubt | undefined
  /** Looking for what belongs where the doubt stands; afterwards the rest may be in order again. */
  #isLooking = false
  #isOver = false
  #number = 0
  #last: HashedLine | undefined
  readonly #told = { isLog: false, lines: 0, sessions: 0, ended: 0, dropped: 0 }
  #from: string | undefined
  #found: number | undefined
  /** The hashes of first lines: no session begins twice. */
  readonly #starts = new Set<string>()

  /** `wanted`: the beginning of a hash to look for. */
  constructor(wanted?: string) {
    this.#wanted = wanted
  }

  add(raw: string): void {
    this.#number += 1
    const read = readLogLine(raw)
    if (read.kind !== 'other') this.#told.isLog = true
    if (this.#isOver) this.#doubtful(read, 'added')
    else if (read.kind === 'line') this.#line(read)
    else if (read.kind === 'foot') this.#foot(read)
    else if (read.kind === 'head' && this.#number === 1) this.#begin(read)
    else this.#doubtful(read, 'changed')
  }

  finish(): LogVerdict {
    if (this.#head && !this.#isOver) {
      this.#number += 1
      this.#doubtful({ kind: 'other' }, 'left-out')
    }
    this.#settle()
    const { isLog, lines, sessions, ended, dropped } = this.#told
    const trouble = this.#doubt && { line: this.#doubt.line, what: this.#doubt.what }
    const unfinished = this.#head ? 0 : sessions - ended
    const [to, hash] = [this.#last?.time, this.#last?.hash]
    return { isLog, trouble, lines, sessions, unfinished, dropped, from: this.#from, to, hash, found: this.#found }
  }

  #begin(head: Extract<ReadLine, { kind: 'head' }>): void {
    this.#head = head
    this.#next = head.before === CHAIN_START ? START : { seq: undefined, before: head.before }
  }

  #line(read: Extract<ReadLine, { kind: 'line' }>): void {
    const { line } = read
    if (this.#isLooking) return this.#look(line)
    if (fits(line, this.#next)) return this.#accept(line)
    if (!this.#head && fits(line, START) && !this.#starts.has(line.hash)) {
      this.#previous = { next: this.#next, line: this.#number }
      return this.#accept(line)
    }
    if (!this.#doubt && this.#previous && fits(line, this.#previous.next)) {
      this.#doubt = { line: this.#previous.line, read, link: this.#next, what: 'added' }
      return this.#accept(line)
    }
    this.#doubtful(read, this.#guess(line))
  }

  #guess({ seq }: HashedLine): Tampering {
    const isBetweenSessions = !this.#head && this.#last?.kind === 'session-ended'
    const expected = isBetweenSessions ? 1 : (this.#next.seq ?? seq)
    if (seq > expected) return 'left-out'
    return seq === expected || (seq === 1 && !this.#head) ? 'changed' : 'added'
  }

  /** Only the first doubt is told; a second one may tell more about it. */
  #doubtful(read: ReadLine, what: Tampering, line = this.#number): void {
    if (this.#doubt) return this.#settle()
    this.#doubt = { line, read, link: this.#next, what }
    this.#isLooking = true
  }

  #look(line: HashedLine): void {
    const doubt = this.#doubt as Doubt
    const { read, link } = doubt
    // The first line of a later session stands in for no other.
    const isHere = link !== START || this.#number === doubt.line + 1
    if (isHere && fits(line, link)) {
      doubt.what = 'added'
      this.#isLooking = false
      return this.#accept(line)
    }
    const isAfter = this.#number === doubt.line + 1 && read.kind === 'line' && link.seq !== undefined
    if (isAfter && fits(line, { seq: (link.seq ?? 0) + 1, before: read.line.hash })) doubt.what = 'changed'
  }

  /** What was in doubt fits in here: it was moved. */
  #settle(): void {
    const doubt = this.#doubt
    if (!doubt || this.#isLooking || doubt.read.kind !== 'line') return
    if (fits(doubt.read.line, this.#next)) doubt.what = 'moved'
    this.#isLooking = true
  }

  #foot({ lines, hash, seal }: Extract<ReadLine, { kind: 'foot' }>): void {
    this.#settle()
    this.#isOver = true
    if (this.#doubt) return
    const head = this.#head
    const isLast = hash === (this.#last?.hash ?? head?.before)
    const count = this.#told.lines
    if (!head) this.#doubtful({ kind: 'other' }, 'left-out', 1)
    else if (!isLast || lines !== count)
      this.#doubtful({ kind: 'other' }, !isLast && lines > count ? 'left-out' : 'changed')
    else if (seal !== sealHash(head.raw, hash)) this.#doubtful({ kind: 'other' }, 'changed', 1)
  }

  #accept(line: HashedLine): void {
    const told = this.#told
    if (this.#last === undefined || line.seq === 1) told.sessions += 1
    if (line.seq === 1 && this.#starts.size < KEPT_STARTS) this.#starts.add(line.hash)
    if (line.kind === 'session-ended') told.ended += 1
    if (told.lines === 0) told.dropped = line.seq - 1
    told.lines += 1
    this.#from ??= line.time
    this.#last = line
    this.#next = { seq: line.seq + 1, before: line.hash }
    if (this.#wanted !== undefined && line.hash.startsWith(this.#wanted)) this.#found = this.#number
  }
}

function fits(line: HashedLine, { seq, before }: Link): boolean {
  return line.seq === (seq ?? line.seq) && chainHash(before, line) === line.hash
}
