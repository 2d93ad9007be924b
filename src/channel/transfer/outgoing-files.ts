import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { encodeBlock } from '../../protocol/peer/block-codec.ts'
import type { PeerMessage } from '../../protocol/peer/catalog.ts'
import type { FileRefusal, FileWithdrawal } from '../../protocol/peer/messages/files.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Channel } from '../channel.ts'
import { BlockWindow } from './block-window.ts'
import type { CreateHash, FileSource } from './file-ends.ts'
import { OutgoingFile, type OutgoingState } from './outgoing-file.ts'

/** What carries files, and everything else. */
export type TransferLine = Pick<Channel, 'bufferedBytes' | 'send' | 'sendFrame'>

/** What a receiver says about a file. */
export type ReceiverSays = Extract<
  PeerMessage,
  { type: 'file-accepted' | 'file-received' | 'file-checked' | 'file-refused' }
>

interface Parts {
  /** By what name the file is offered: that depends on who does. */
  readonly offered: 'file-offered' | 'file-announced'
  readonly createHash: CreateHash
  readonly clock: Clock
}

/** While more than this waits to leave, what waits goes first: pictures, keys. */
const BUSY_BYTES = 2 * LIMITS.fileBlockBytes
const YIELD_MS = 5

/** The files that one side sends, one block at a time. What is cut off goes on from where the receiver says. */
export class OutgoingFiles {
  readonly #parts: Parts
  readonly #emitter = new Emitter<{ changed: OutgoingFile }>()
  readonly #files = new Map<number, OutgoingFile>()
  readonly #window: BlockWindow
  #line: TransferLine | undefined
  #isUp = false
  #lastId = 0
  #isSending = false
  #later: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#window = new BlockWindow(() => parts.clock.monotonic())
  }

  on(event: 'changed', listener: (file: OutgoingFile) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  get hasRoom(): boolean {
    return this.#files.size < LIMITS.openFiles
  }

  /** Undefined while there is nobody to offer it to or too much is open; the source is then closed. */
  offer(name: string, source: FileSource): OutgoingFile | undefined {
    if (!this.#line || !this.hasRoom) {
      source.close()
      return undefined
    }
    this.#lastId += 1
    const file = new OutgoingFile(this.#lastId, name, source, this.#parts.createHash())
    this.#files.set(file.id, file)
    this.#line.send({ type: this.#parts.offered, id: file.id, name, bytes: file.bytes })
    return file
  }

  /** There are keys and a line: another page, or the same one after a cut. */
  opened(line: TransferLine): void {
    this.#line = line
    this.#isUp = true
    this.#window.begin()
  }

  cut(): void {
    this.#isUp = false
    for (const file of this.#files.values()) this.#change(file, () => file.cut())
  }

  /** The other side is gone for good. */
  closed(): void {
    this.cut()
    this.#line = undefined
    this.#later?.[Symbol.dispose]()
    this.#later = undefined
    for (const file of this.#files.values()) this.#end(file, { name: 'lost' })
  }

  /** Throws ProtocolError for what could not be true. Files that are over may still be talked about. */
  heard(said: ReceiverSays): void {
    const file = this.#files.get(said.id)
    if (!file) return
    switch (said.type) {
      case 'file-accepted':
        this.#window.forget(file.id)
        if (!file.accepted(said.from)) throw new ProtocolError('unexpected-message', 'file-accepted.from')
        return this.#moved(file)
      case 'file-received':
        return this.#received(file, said.bytes)
      case 'file-checked':
        file.checked()
        return this.#settle(file)
      case 'file-refused':
        return void this.#refused(file, said.reason)
    }
  }

  withdraw(id: number, reason: FileWithdrawal): void {
    const file = this.#files.get(id)
    if (!file) return
    this.#line?.send({ type: 'file-withdrawn', id, reason })
    this.#end(file, { name: 'withdrawn', reason })
  }

  #received(file: OutgoingFile, bytes: number): void {
    const before = file.arrivedBytes
    if (!file.received(bytes)) throw new ProtocolError('unexpected-message', 'file-received.bytes')
    this.#window.acknowledged(file.id, bytes, file.arrivedBytes - before)
    this.#moved(file)
  }

  #moved(file: OutgoingFile): void {
    this.#emitter.emit('changed', file)
    void this.#send()
  }

  /** Who changes a file while it is sent makes it look damaged. */
  async #refused(file: OutgoingFile, reason: FileRefusal): Promise<void> {
    const isOurFault = reason === 'damaged' && !(await file.isUnchanged())
    this.#end(file, isOurFault ? { name: 'withdrawn', reason: 'changed' } : { name: 'refused', reason })
  }

  #end(file: OutgoingFile, state: OutgoingState): void {
    file.end(state)
    this.#settle(file)
  }

  #settle(file: OutgoingFile): void {
    if (!file.isOver) return
    this.#files.delete(file.id)
    this.#window.forget(file.id)
    this.#moved(file)
  }

  #change(file: OutgoingFile, act: () => void): void {
    act()
    this.#emitter.emit('changed', file)
  }

  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      for (let file = this.#next(); file; file = this.#next()) await this.#sendFrom(file)
    } finally {
      this.#isSending = false
    }
  }

  /** Undefined while nothing may be sent: an acknowledgement, a new file or the clock brings us back. */
  #next(): OutgoingFile | undefined {
    const files = [...this.#files.values()]
    const file = files.find(({ isReady }) => isReady)
    if (!file || !this.#line || !this.#isUp) return undefined
    const onTheWay = files.reduce((sum, { bytesOnTheWay }) => sum + bytesOnTheWay, 0)
    if (onTheWay + this.#window.blockBytes > this.#window.bytes && onTheWay > 0) return undefined
    if (this.#line.bufferedBytes < BUSY_BYTES) return file
    this.#later ??= this.#parts.clock.after(YIELD_MS, () => {
      this.#later = undefined
      void this.#send()
    })
    return undefined
  }

  async #sendFrom(file: OutgoingFile): Promise<void> {
    const next = await file.nextBlock(this.#window.blockBytes)
    const line = this.#line
    if (!next || !line || !this.#isUp) return
    if (typeof next === 'string') return this.withdraw(file.id, next)
    if ('sha256' in next) return line.send({ type: 'file-finished', id: file.id, sha256: next.sha256 })
    line.sendFrame(encodeBlock(file.id, next.offset, next.data))
    this.#window.sent(file.id, next.offset + next.data.byteLength)
  }
}
