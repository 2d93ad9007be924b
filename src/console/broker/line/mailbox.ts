import { SharedRing } from './shared-ring.ts'

/** What one thread tells another: the kind is theirs to agree on, from 0 to 255. */
export interface Letter {
  readonly kind: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Length as a 32-bit number, then the kind. */
const HEAD_BYTES = 5

/** Milliseconds after which a page gets its turn although letters keep coming. */
const TURN_MS = 8

/** Puts letters into a mailbox, in order. What finds no room waits here. */
export class MailboxWriter {
  readonly #ring: SharedRing
  #waiting: Uint8Array[] = []
  #isWriting = false

  constructor(shared: SharedArrayBuffer) {
    this.#ring = new SharedRing(shared)
  }

  /** A number beside the letters, which the reader can look up at any time. */
  set spare(value: number) {
    this.#ring.spare = value
  }

  write({ kind, bytes }: Letter): void {
    const head = new Uint8Array(HEAD_BYTES)
    new DataView(head.buffer).setUint32(0, bytes.byteLength)
    head[HEAD_BYTES - 1] = kind
    this.#waiting.push(head, bytes)
    if (!this.#isWriting) void this.#writeAll()
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#writeOne(next)
    this.#isWriting = false
  }

  async #writeOne(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.byteLength > 0; ) {
      const { taken } = this.#ring
      rest = rest.subarray(this.#ring.write(rest))
      if (rest.byteLength > 0) await this.#ring.moved('taken', taken)
    }
  }
}

interface Arriving extends Letter {
  filled: number
}

/** Takes letters out of a mailbox of its own. */
export class MailboxReader {
  readonly #ring = new SharedRing()
  readonly #head = new Uint8Array(HEAD_BYTES)
  #headFilled = 0
  #letter: Arriving | undefined

  /** To be given to the writer. */
  get shared(): SharedArrayBuffer {
    return this.#ring.shared
  }

  get spare(): number {
    return this.#ring.spare
  }

  /** Hands over every letter as soon as it is there, until one of them is the last. */
  async readUntil(isLast: (letter: Letter) => boolean): Promise<void> {
    let turnBegan = performance.now()
    for (;;) {
      const letter = this.#next()
      if (letter && isLast(letter)) return
      const waited = !letter && (await this.#ring.moved('written', this.#ring.taken))
      if (!waited && performance.now() - turnBegan < TURN_MS) continue
      if (!waited) await this.#ring.breathe()
      turnBegan = performance.now()
    }
  }

  #next(): Letter | undefined {
    this.#letter ??= this.#begin()
    const letter = this.#letter
    if (!letter) return undefined
    letter.filled += this.#ring.take(letter.bytes.subarray(letter.filled))
    if (letter.filled < letter.bytes.byteLength) return undefined
    this.#letter = undefined
    return letter
  }

  #begin(): Arriving | undefined {
    this.#headFilled += this.#ring.take(this.#head.subarray(this.#headFilled))
    if (this.#headFilled < HEAD_BYTES) return undefined
    this.#headFilled = 0
    const bytes = new Uint8Array(new DataView(this.#head.buffer).getUint32(0))
    return { kind: this.#head[HEAD_BYTES - 1] ?? 0, bytes, filled: 0 }
  }
}
