import { LIMITS } from '../../protocol/limits.ts'

const LEAST_BYTES = LIMITS.fileBlockBytes
/** Milliseconds that blocks may wait on their way, beyond what the way takes: keys and pictures wait behind them as long. */
const WAIT_MS = 40
/** Blocks whose way is remembered: the shortest of them took no waiting. */
const REMEMBERED = 200
/** What is left of the window when blocks wait too long. */
const SHRINK = 0.7

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
  #bytes = 2 * LEAST_BYTES
  readonly #trips: number[] = []
  #sent: Sent[] = []
  /** Acknowledgements of blocks that were sent before the window shrank tell of the old one. */
  #shrunkAt = Number.NEGATIVE_INFINITY

  constructor(now: () => number) {
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes
  }

  /** A block of this file up to `end` left. */
  sent(file: number, end: number): void {
    this.#sent.push({ file, end, at: this.#now() })
  }

  /** Everything of this file up to `end` arrived. */
  acknowledged(file: number, end: number): void {
    const hasArrived = (block: Sent) => block.file === file && block.end <= end
    const last = this.#sent.findLast(hasArrived)
    if (!last) return
    this.#sent = this.#sent.filter((block) => !hasArrived(block))
    this.#learn(this.#now() - last.at, last.at)
  }

  /** Of this file's blocks nothing more is heard. */
  forget(file: number): void {
    this.#sent = this.#sent.filter((block) => block.file !== file)
  }

  /** Another line: what was learnt of the one before says nothing about it. */
  begin(): void {
    this.#sent = []
    this.#trips.length = 0
    this.#shrunkAt = Number.NEGATIVE_INFINITY
    this.#bytes = 2 * LEAST_BYTES
  }

  #learn(tripMs: number, sentAt: number): void {
    this.#trips.push(tripMs)
    if (this.#trips.length > REMEMBERED) this.#trips.shift()
    if (tripMs <= Math.min(...this.#trips) + WAIT_MS) return this.#set(this.#bytes + LEAST_BYTES)
    if (sentAt < this.#shrunkAt) return
    this.#shrunkAt = this.#now()
    this.#set(this.#bytes * SHRINK)
  }

  #set(bytes: number): void {
    this.#bytes = Math.min(LIMITS.fileWindowBytes, Math.max(LEAST_BYTES, bytes))
  }
}
