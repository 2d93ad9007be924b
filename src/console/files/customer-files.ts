import { effect, type ReadonlySignal } from '@preact/signals'
import { type Clock, realClock } from '../../base/clock.ts'
import { IncomingFile } from '../../channel/transfer/incoming-file.ts'
import { OutgoingFiles, type TransferLine } from '../../channel/transfer/outgoing-files.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { decodeBlock } from '../../protocol/peer/block-codec.ts'
import type { AppletFileMessage } from '../../protocol/peer/catalog.ts'
import type { ConsentState } from '../session/consent.ts'
import { BlobTarget } from './blob-target.ts'
import { BrowserFile } from './browser-file.ts'
import { failed, receivedChange, sentChange } from './file-item.ts'
import { FileList } from './file-list.ts'
import { newSha256 } from './sha-256.ts'

interface Parts {
  /** Where `files.send` stands. */
  readonly consent: ReadonlySignal<ConsentState>
  /** Asks the customer whether files may be sent. */
  readonly ask: () => void
  readonly clock?: Clock
}

interface Waiting {
  readonly key: number
  readonly file: File
}

/** Files at once that wait for the customer's Yes or their turn. */
const MOST_WAITING = 200
const REFUSED: readonly ConsentState[] = ['no', 'timeout', 'taken-back']

type Announced = Extract<AppletFileMessage, { type: 'file-announced' }>

/** Files between the technician's browser and the customer's computer. */
export class CustomerFiles implements Disposable {
  readonly list = new FileList()
  readonly #parts: Parts
  readonly #outgoing: OutgoingFiles
  readonly #incoming = new Map<number, IncomingFile>()
  /** Which row of the list shows a file, by direction and number. */
  readonly #rows = new Map<string, number>()
  readonly #listening: () => void
  #waiting: readonly Waiting[] = []
  #line: TransferLine | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const clock = parts.clock ?? realClock
    this.#outgoing = new OutgoingFiles({ offered: 'file-offered', createHash: newSha256, clock })
    this.#outgoing.on('changed', (file) => {
      this.list.change(this.#row('sent', file.id), sentChange(file.state, file.arrivedBytes))
      if (file.isOver) this.#offerWaiting()
    })
    this.#listening = effect(() => this.#consentChanged(parts.consent.value))
  }

  /** Asks the customer first where they have not allowed it yet. */
  send(files: Iterable<File>): void {
    const added = [...files].slice(0, MOST_WAITING - this.#waiting.length).map((file) => ({
      file,
      key: this.list.add('sent', file.name, file.size),
    }))
    const [fitting, tooLarge] = [added.filter(fits), added.filter((each) => !fits(each))]
    for (const { key } of tooLarge) this.list.change(key, failed('files.sent.refused.too-large'))
    this.#waiting = [...this.#waiting, ...fitting]
    if (this.#parts.consent.peek() === 'granted') this.#offerWaiting()
    else if (fitting.length > 0) this.#parts.ask()
  }

  /** A larger file of the customer's comes only when the technician wants it. */
  take(key: number): void {
    const id = this.#numberOf('received', key)
    if (id !== undefined) this.#accept(id)
  }

  cancel(key: number): void {
    this.#waiting = this.#waiting.filter((each) => each.key !== key)
    const [sent, received] = [this.#numberOf('sent', key), this.#numberOf('received', key)]
    if (sent !== undefined) this.#outgoing.withdraw(sent, 'cancelled')
    else if (received !== undefined) this.#incoming.get(received)?.refuse('cancelled')
    else this.list.change(key, failed('files.sent.withdrawn.cancelled'))
  }

  opened(line: TransferLine): void {
    this.#line = line
    this.#outgoing.opened(line)
    for (const file of this.#incoming.values()) file.resumed()
    this.#consentChanged(this.#parts.consent.peek())
  }

  cut(): void {
    this.#outgoing.cut()
    for (const file of this.#incoming.values()) file.cut()
  }

  closed(): void {
    for (const { key } of this.#waiting) this.list.change(key, failed('files.lost'))
    this.#waiting = []
    this.#outgoing.closed()
    for (const file of [...this.#incoming.values()]) file.lost()
    this.#rows.clear()
    this.#line = undefined
  }

  /** Throws ProtocolError. */
  heard(said: AppletFileMessage): void {
    switch (said.type) {
      case 'file-announced':
        return this.#announced(said)
      case 'file-finished':
        return this.#incoming.get(said.id)?.finished(said.sha256)
      case 'file-withdrawn':
        return this.#incoming.get(said.id)?.withdrawn(said.reason)
      default:
        return this.#outgoing.heard(said)
    }
  }

  /** A binary message that is a block. Throws ProtocolError. */
  block(bytes: Uint8Array): void {
    const block = decodeBlock(bytes)
    this.#incoming.get(block.file)?.take(block)
  }

  [Symbol.dispose](): void {
    this.#listening()
    this.closed()
  }

  #announced({ id, name, bytes }: Announced): void {
    if (this.#incoming.has(id)) return
    if (this.#incoming.size >= LIMITS.openFiles) {
      return this.#line?.send({ type: 'file-refused', id, reason: 'too-many' })
    }
    const file: IncomingFile = new IncomingFile(
      { id, name, bytes },
      {
        hash: newSha256(),
        send: (message) => this.#line?.send(message),
        changed: () => {
          this.list.change(this.#row('received', id), receivedChange(file.state, file.writtenBytes))
          if (file.isOver) this.#incoming.delete(id)
        },
      },
    )
    const comesByItself = this.list.hasRoomFor(bytes)
    this.#incoming.set(id, file)
    this.#rows.set(`received ${id}`, this.list.add('received', name, bytes))
    if (comesByItself) this.#accept(id)
  }

  #accept(id: number): void {
    const row = this.#row('received', id)
    this.#incoming.get(id)?.accept(new BlobTarget((content) => this.list.change(row, { content })))
  }

  #consentChanged(state: ConsentState): void {
    if (state === 'granted') return this.#offerWaiting()
    if (!REFUSED.includes(state)) return
    for (const { key } of this.#waiting) this.list.change(key, failed('files.sent.refused.not-permitted'))
    this.#waiting = []
  }

  #offerWaiting(): void {
    while (this.#line && this.#outgoing.hasRoom && this.#parts.consent.peek() === 'granted') {
      const [next, ...others] = this.#waiting
      if (!next) return
      this.#waiting = others
      const name = next.file.name.slice(0, LIMITS.fileNameLength).toWellFormed() || '_'
      const offered = this.#outgoing.offer(name, new BrowserFile(next.file))
      if (!offered) return
      this.#rows.set(`sent ${offered.id}`, next.key)
      this.list.change(next.key, { state: 'offered' })
    }
  }

  /** No row has the number 0. */
  #row(direction: 'sent' | 'received', id: number): number {
    return this.#rows.get(`${direction} ${id}`) ?? 0
  }

  #numberOf(direction: 'sent' | 'received', key: number): number | undefined {
    const [name] = [...this.#rows].find(([row, shown]) => shown === key && row.startsWith(direction)) ?? []
    return name === undefined ? undefined : Number(name.split(' ')[1])
  }
}

function fits({ file }: Waiting): boolean {
  return file.size <= LIMITS.fileBytes
}
