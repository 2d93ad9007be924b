import { LIMITS } from '../../protocol/limits.ts'
import type { FileBlock } from '../../protocol/peer/block-codec.ts'
import type { PeerMessage } from '../../protocol/peer/catalog.ts'
import type { FileRefusal, FileWithdrawal } from '../../protocol/peer/messages/files.ts'
import type { FileTarget, Hash } from './file-ends.ts'

/** Where a file is that comes in; `offered`: nobody has said yet where it goes. */
export type IncomingState =
  | { readonly name: 'offered' | 'running' | 'interrupted' | 'lost' }
  | { readonly name: 'done'; readonly sha256: string }
  | { readonly name: 'refused'; readonly reason: FileRefusal }
  | { readonly name: 'withdrawn'; readonly reason: FileWithdrawal }

/** Why a target cannot take a file. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten'
  readonly reason: FileRefusal

  constructor(reason: FileRefusal, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

interface Parts {
  readonly hash: Hash
  readonly send: (message: PeerMessage) => void
  readonly changed: () => void
}

interface Offer {
  readonly id: number
  readonly name: string
  readonly bytes: number
}

/** One file on its way in: block after block, each written before it is acknowledged. */
export class IncomingFile {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly #parts: Parts
  #state: IncomingState = { name: 'offered' }
  #target: FileTarget | undefined
  #writing: Promise<void> = Promise.resolve()
  /** The byte that the next block has to begin with. */
  #next = 0
  #written = 0
  #sha256: string | undefined
  #wasDamaged = false
  #isChecking = false

  constructor({ id, name, bytes }: Offer, parts: Parts) {
    this.id = id
    this.name = name
    this.bytes = bytes
    this.#parts = parts
  }

  get state(): IncomingState {
    return this.#state
  }

  get writtenBytes(): number {
    return this.#written
  }

  get isOver(): boolean {
    return !['offered', 'running', 'interrupted'].includes(this.#state.name)
  }

  accept(target: FileTarget): void {
    if (this.#state.name !== 'offered') return target.discard()
    this.#target = target
    this.#state = { name: 'running' }
    this.#goOn()
  }

  /** After a cut. What came before it is written and stays. */
  resumed(): void {
    // Running: what was accepted while the line was cut.
    if (this.#state.name !== 'interrupted' && this.#state.name !== 'running') return
    this.#state = { name: 'running' }
    this.#goOn()
  }

  cut(): void {
    if (this.#state.name === 'running') this.#become({ name: 'interrupted' })
  }

  /** Any other than the next is from before we asked anew. */
  take({ offset, data, isWhole }: FileBlock): void {
    if (this.#state.name !== 'running' || offset !== this.#next) return
    if (!isWhole) return this.#askAgain()
    this.#next += data.byteLength
    // More than was offered, or faster than we said, comes from nobody who keeps to the rules.
    if (this.#next > this.bytes || this.#next - this.#written > LIMITS.fileWindowBytes) return this.refuse('damaged')
    this.#writing = this.#writing.then(() => this.#write(data))
  }

  finished(sha256: string): void {
    this.#sha256 = sha256
    void this.#check()
  }

  refuse(reason: FileRefusal): void {
    if (this.isOver) return
    this.#end({ name: 'refused', reason })
    this.#parts.send({ type: 'file-refused', id: this.id, reason })
  }

  withdrawn(reason: FileWithdrawal): void {
    if (!this.isOver) this.#end({ name: 'withdrawn', reason })
  }

  /** The other side is gone for good. */
  lost(): void {
    if (!this.isOver) this.#end({ name: 'lost' })
  }

  #goOn(): void {
    this.#parts.send({ type: 'file-accepted', id: this.id, from: this.#next })
    this.#parts.changed()
  }

  #askAgain(): void {
    if (this.#wasDamaged) return this.refuse('damaged')
    this.#wasDamaged = true
    this.#goOn()
  }

  async #write(data: Uint8Array): Promise<void> {
    if (this.isOver) return
    try {
      await this.#target?.write(data)
    } catch (error) {
      return this.refuse(error instanceof NotWritten ? error.reason : 'not-written')
    }
    if (this.isOver) return
    this.#parts.hash.update(data)
    this.#written += data.byteLength
    this.#parts.send({ type: 'file-received', id: this.id, bytes: this.#written })
    this.#parts.changed()
    await this.#check()
  }

  async #check(): Promise<void> {
    const sha256 = this.#sha256
    if (sha256 === undefined || this.#written !== this.bytes || !this.#target || this.isOver || this.#isChecking) return
    this.#isChecking = true
    if (this.#parts.hash.digest() !== sha256) return this.refuse('damaged')
    try {
      await this.#target.finish(sha256)
    } catch (error) {
      return this.refuse(error instanceof NotWritten ? error.reason : 'not-written')
    }
    if (this.isOver) return
    this.#target = undefined
    this.#parts.send({ type: 'file-checked', id: this.id })
    this.#become({ name: 'done', sha256 })
  }

  #end(state: IncomingState): void {
    this.#target?.discard()
    this.#target = undefined
    this.#become(state)
  }

  #become(state: IncomingState): void {
    this.#state = state
    this.#parts.changed()
  }
}
