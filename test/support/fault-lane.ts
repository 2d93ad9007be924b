import type { Socket } from 'node:net'

/** What happens to the bytes of one direction, on every connection. */
export interface LaneFaults {
  /** Milliseconds by which each piece is late. */
  readonly latencyMs: number
  /** Milliseconds more, at most, drawn for each piece. Order is kept. */
  readonly jitterMs: number
  readonly bytesPerSecond: number
  /** Pieces are no longer than this, and go out one by one. */
  readonly sliceBytes: number
  /** Nothing passes; the other direction does not notice. */
  readonly stalled: boolean
  /** A connection is closed when so many of its bytes have passed. */
  readonly byteLimit: number
}

export const NO_FAULTS: LaneFaults = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: Infinity,
  sliceBytes: Infinity,
  stalled: false,
  byteLimit: Infinity,
}

/** Bytes that a lane holds before it lets TCP hold the sender back. */
const MOST_HELD = 64 * 1024
/** Bytes of a tape; what comes later is not kept. */
const MOST_TAPED = 4 * 1024 * 1024
/** A limited lane lets bytes out so many times a second. */
const PORTIONS_PER_SECOND = 100

/** One direction of the proxy: its faults, and what is to happen once to whatever passes next. */
export class Direction {
  readonly random: () => number
  faults = NO_FAULTS
  isDown = false
  swapsNext = false
  /** Counts down over all connections; 1 is the next byte, 0 is none. */
  corruptsIn = 0

  constructor(random: () => number) {
    this.random = random
  }

  get isStill(): boolean {
    return this.isDown || this.faults.stalled
  }

  corrupt(bytes: Buffer): Buffer {
    const at = this.corruptsIn - 1
    this.corruptsIn = Math.max(0, this.corruptsIn - bytes.length)
    if (at < 0 || at >= bytes.length) return bytes
    const changed = Buffer.from(bytes)
    changed.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(this.random() * 8)), at)
    return changed
  }
}

interface Ends {
  readonly from: Socket
  readonly to: Socket
  /** Called when the byte limit is reached. */
  readonly limitReached: () => void
  readonly tape: boolean
}

/** One direction of one connection. */
export class FaultLane {
  readonly #direction: Direction
  readonly #ends: Ends
  readonly #taped: Buffer[] = []
  #held: { bytes: Buffer; dueAt: number }[] = []
  #tapedBytes = 0
  #heldBytes = 0
  #passed = 0
  #freeAt = 0
  #timer: NodeJS.Timeout | undefined
  #state: 'open' | 'ended' | 'broken' | 'deaf' = 'open'
  #resting = false

  constructor(direction: Direction, ends: Ends) {
    this.#direction = direction
    this.#ends = ends
    const { from, to } = ends
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('end', () => this.#senderIs('ended'))
    from.on('error', () => this.#senderIs('broken'))
    from.on('close', () => this.#state === 'open' && this.#senderIs('broken'))
    to.on('drain', () => this.pump())
  }

  /** What the sender sent, before any fault. */
  get tape(): Buffer {
    return Buffer.concat(this.#taped)
  }

  /** Whatever the sender does from now on, the receiver does not hear of it. */
  deafen(): void {
    this.#state = 'deaf'
    this.#held = []
    clearTimeout(this.#timer)
  }

  /** Lets out what may go by now. Called again whenever that may have changed. */
  pump(): void {
    const { to } = this.#ends
    clearTimeout(this.#timer)
    if (this.#state === 'deaf' || this.#direction.isStill || this.#resting || to.destroyed) return
    if (this.#state === 'broken') return void to.resetAndDestroy()
    while (this.#mayPass()) {
      const waitMs = Math.max(this.#held[0]?.dueAt ?? 0, this.#freeAt) - performance.now()
      if (waitMs > 0) return this.#pumpIn(waitMs)
      this.#pass(this.#nextPiece())
      if (this.#direction.faults.sliceBytes < Infinity) return this.#rest()
    }
    if (this.#held.length === 0 && this.#state === 'ended') to.end()
  }

  #take(bytes: Buffer): void {
    if (this.#state === 'deaf') return
    if (this.#ends.tape && this.#tapedBytes < MOST_TAPED) {
      this.#taped.push(bytes)
      this.#tapedBytes += bytes.length
    }
    const { faults, random } = this.#direction
    const dueAt = performance.now() + faults.latencyMs + random() * faults.jitterMs
    this.#held.push({ bytes, dueAt: Math.max(dueAt, this.#held.at(-1)?.dueAt ?? 0) })
    this.#heldBytes += bytes.length
    if (this.#heldBytes >= MOST_HELD) this.#ends.from.pause()
    this.pump()
  }

  #senderIs(state: 'ended' | 'broken'): void {
    if (this.#state === 'deaf') return
    this.#state = state
    this.pump()
  }

  #mayPass(): boolean {
    if (this.#state === 'deaf' || this.#held.length === 0 || this.#ends.to.writableNeedDrain) return false
    return !this.#direction.swapsNext || this.#swapFirst() || this.#state === 'ended'
  }

  /** False while the second one has not come yet. */
  #swapFirst(): boolean {
    const [first, second, ...rest] = this.#held
    if (!first || !second) return false
    this.#held = [{ ...second, dueAt: first.dueAt }, { ...first, dueAt: second.dueAt }, ...rest]
    this.#direction.swapsNext = false
    return true
  }

  #nextPiece(): Buffer {
    const { sliceBytes, bytesPerSecond, byteLimit } = this.#direction.faults
    const portion = Math.max(1, Math.floor(bytesPerSecond / PORTIONS_PER_SECOND))
    const most = Math.min(sliceBytes, portion, Math.max(0, byteLimit - this.#passed))
    const { bytes, dueAt } = this.#held.shift() ?? { bytes: Buffer.alloc(0), dueAt: 0 }
    if (bytes.length > most) this.#held.unshift({ bytes: bytes.subarray(most), dueAt })
    return bytes.subarray(0, most)
  }

  #pass(piece: Buffer): void {
    const { from, to, limitReached } = this.#ends
    const { bytesPerSecond, byteLimit } = this.#direction.faults
    this.#passed += piece.length
    this.#heldBytes -= piece.length
    this.#freeAt = Math.max(performance.now(), this.#freeAt) + (piece.length / bytesPerSecond) * 1000
    if (piece.length > 0) to.write(this.#direction.corrupt(piece))
    if (this.#heldBytes < MOST_HELD && from.isPaused()) from.resume()
    if (this.#passed >= byteLimit) limitReached()
  }

  /** Lets the receiver read one slice before the next. */
  #rest(): void {
    this.#resting = true
    setImmediate(() => {
      this.#resting = false
      this.pump()
    })
  }

  #pumpIn(milliseconds: number): void {
    this.#timer = setTimeout(() => this.pump(), milliseconds)
  }
}
