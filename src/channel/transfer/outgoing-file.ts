import type { FileRefusal, FileWithdrawal } from '../../protocol/peer/messages/files.ts'
import type { FileSource, Hash } from './file-ends.ts'

/**
 * Where a file is that we send. `offered`: nobody has said yet that they want it; `interrupted`: the line is cut; `done`:
 * the receiver has it and its hash; `lost`: the other side is gone for good.
 */
export type OutgoingState =
  | { readonly name: 'offered' | 'running' | 'interrupted' | 'lost' }
  | { readonly name: 'done'; readonly sha256: string }
  | { readonly name: 'refused'; readonly reason: FileRefusal }
  | { readonly name: 'withdrawn'; readonly reason: FileWithdrawal }

/** The next piece to send, read from its source. */
export interface NextBlock {
  readonly offset: number
  readonly data: Uint8Array
}

/** One file on its way out: what was sent, what arrived, and the hash of what was read. */
export class OutgoingFile {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly #source: FileSource
  readonly #hash: Hash
  #hashedBytes = 0
  #sha256: string | undefined
  #state: OutgoingState = { name: 'offered' }
  #next = 0
  #arrived = 0
  #isFinished = false
  /** Counts the times that it began again somewhere: what was read for before is worth nothing. */
  #turn = 0

  constructor(id: number, name: string, source: FileSource, hash: Hash) {
    this.id = id
    this.name = name
    this.bytes = source.bytes
    this.#source = source
    this.#hash = hash
  }

  get state(): OutgoingState {
    return this.#state
  }

  get arrivedBytes(): number {
    return this.#arrived
  }

  get bytesOnTheWay(): number {
    return this.#state.name === 'running' ? this.#next - this.#arrived : 0
  }

  get isOver(): boolean {
    return !['offered', 'running', 'interrupted'].includes(this.#state.name)
  }

  /** There is something to say about it: bytes, or that there are no more. */
  get isReady(): boolean {
    return this.#state.name === 'running' && !this.#isFinished
  }

  /** Wanted from this byte on. False for a place that we have not come to. */
  accepted(from: number): boolean {
    if (this.isOver || from > this.#hashedBytes) return false
    this.#turn += 1
    this.#state = { name: 'running' }
    this.#next = from
    this.#arrived = from
    this.#isFinished = false
    return true
  }

  /** False for bytes that were never sent. */
  received(bytes: number): boolean {
    if (bytes > this.#next) return this.isOver
    this.#arrived = Math.max(this.#arrived, bytes)
    return true
  }

  cut(): void {
    if (this.#state.name === 'running') this.#state = { name: 'interrupted' }
    this.#turn += 1
  }

  end(state: OutgoingState): void {
    if (this.isOver) return
    this.#turn += 1
    this.#state = state
    this.#source.close()
  }

  /** Its receiver may say so while we are about to say once more that all was sent. */
  checked(): void {
    if (this.#sha256 !== undefined) this.end({ name: 'done', sha256: this.#sha256 })
  }

  isUnchanged(): Promise<boolean> {
    return this.#source.isUnchanged().catch(() => false)
  }

  /**
   * What comes next, at most so many bytes, as it is there now; `changed` when the source is not what it was; undefined when it is not wanted any
   * more, or wanted from elsewhere.
   */
  async nextBlock(most: number): Promise<NextBlock | { readonly sha256: string } | FileWithdrawal | undefined> {
    const turn = this.#turn
    const offset = this.#next
    if (offset === this.bytes) return this.#finish(turn)
    const length = Math.min(most, this.bytes - offset)
    const data = await this.#source.read(offset, length).catch(() => undefined)
    if (turn !== this.#turn) return undefined
    if (!data) return 'unreadable'
    if (data.byteLength !== length) return 'changed'
    this.#hashOnce(offset, data)
    this.#next = offset + length
    return { offset, data }
  }

  async #finish(turn: number): Promise<{ readonly sha256: string } | FileWithdrawal | undefined> {
    const isUnchanged = await this.isUnchanged()
    if (turn !== this.#turn) return undefined
    if (!isUnchanged) return 'changed'
    this.#sha256 ??= this.#hash.digest()
    this.#isFinished = true
    return { sha256: this.#sha256 }
  }

  /** What is sent again after a cut was hashed before. */
  #hashOnce(offset: number, data: Uint8Array): void {
    const known = this.#hashedBytes - offset
    if (known >= data.byteLength) return
    this.#hash.update(data.subarray(known))
    this.#hashedBytes = offset + data.byteLength
  }
}
