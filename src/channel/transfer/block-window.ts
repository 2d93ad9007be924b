import { LIMITS } from '../../protocol/limits.ts'

const LEAST_BYTES = 16 * 1024
const FIRST_BYTES = 64 * 1024
/** So many blocks fill the window: the fewer bytes a line carries, the shorter what nothing can overtake. */
const BLOCKS = 4
/** Milliseconds that a block may wait on its way beyond what the way takes: keys and pictures wait behind it as long. */
const WAIT_MS = 20
/** Milliseconds after which it is found out again what the way takes with little on it: else our own queue would pass for it. */
const LOOK_MS = 5000
/** What is left of the window for the time of that look. */
const LOOK_SHARE = 0.25
/** Of so many the shortest counts: a program that was busy for a moment says nothing about the line. */
const RECENT = 3
/** How much of the window goes for each time that the wait is as long again as it may be. */
const SHRINK = 0.3
const MOST_SHRINK = 0.5

interface Sent {
  readonly file: number
  readonly end: number
  readonly at: number
}

/**
 * How many bytes may be on their way: as many as the line carries without a queue. Every acknowledgement tells what its
 * block's way took; as long as that is about the shortest way seen lately the window grows, else it shrinks.
 */
export class BlockWindow {
  readonly #now: () => number
  #bytes = FIRST_BYTES
  #sent: Sent[] = []
  /** The last ones, in milliseconds. */
  #trips: number[] = []
  /** The shortest way since the last look, and between the two before. */
  #shortest = Number.POSITIVE_INFINITY
  #shortestBefore = Number.POSITIVE_INFINITY
  #lookedAt: number | undefined
  /** The window to go back to when the look is over. */
  #beforeLook: number | undefined
  /** Acknowledgements of blocks that were sent before the window shrank tell of the old one. */
  #shrunkAt: number | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes
  }

  /** How long a block may be. */
  get blockBytes(): number {
    return Math.min(LIMITS.fileBlockBytes, Math.floor(this.#bytes / BLOCKS))
  }

  /** A block of this file up to `end` left. */
  sent(file: number, end: number): void {
    this.#sent.push({ file, end, at: this.#now() })
  }

  /** Everything of this file up to `end` arrived, `bytes` of it just now. */
  acknowledged(file: number, end: number, bytes: number): void {
    const hasArrived = (block: Sent) => block.file === file && block.end <= end
    const last = this.#sent.findLast(hasArrived)
    if (!last) return
    this.#sent = this.#sent.filter((block) => !hasArrived(block))
    if (this.#looks(last.at)) return
    const trip = this.#now() - last.at
    this.#trips = [...this.#trips, trip].slice(-RECENT)
    this.#shortest = Math.min(this.#shortest, trip)
    this.#learn(last.at, bytes)
  }

  /** Of this file's blocks nothing more is heard. */
  forget(file: number): void {
    this.#sent = this.#sent.filter((block) => block.file !== file)
  }

  /** Another line: what was learnt of the one before says nothing about it. */
  begin(): void {
    this.#sent = []
    this.#trips = []
    this.#shortest = Number.POSITIVE_INFINITY
    this.#shortestBefore = Number.POSITIVE_INFINITY
    this.#lookedAt = undefined
    this.#beforeLook = undefined
    this.#shrunkAt = undefined
    this.#bytes = FIRST_BYTES
  }

  /** True while what arrives was sent before the window was made small for a look. */
  #looks(sentAt: number): boolean {
    const now = this.#now()
    this.#lookedAt ??= now
    if (this.#beforeLook !== undefined) {
      if (sentAt < this.#lookedAt) return true
      this.#set(this.#beforeLook)
      this.#beforeLook = undefined
    } else if (now - this.#lookedAt > LOOK_MS) {
      this.#lookedAt = now
      this.#beforeLook = this.#bytes
      this.#shortestBefore = this.#shortest
      this.#shortest = Number.POSITIVE_INFINITY
      this.#set(this.#bytes * LOOK_SHARE)
      return true
    }
    return false
  }

  #learn(sentAt: number, bytes: number): void {
    const waited = Math.min(...this.#trips) - Math.min(this.#shortest, this.#shortestBefore)
    // 1 while nothing waits, 0 at the most that may be.
    const room = 1 - waited / WAIT_MS
    if (room > 0) return this.#set(this.#bytes + room * this.#growth(bytes))
    if (this.#shrunkAt !== undefined && sentAt < this.#shrunkAt) return
    this.#shrunkAt = this.#now()
    this.#set(this.#bytes * Math.max(MOST_SHRINK, 1 + room * SHRINK))
  }

  /** Twice as much with each way there and back, until the line was full once; from then on a block more. */
  #growth(bytes: number): number {
    return this.#shrunkAt === undefined ? bytes : (bytes * this.blockBytes) / this.#bytes
  }

  #set(bytes: number): void {
    this.#bytes = Math.min(LIMITS.fileWindowBytes, Math.max(LEAST_BYTES, bytes))
  }
}
