import { IncomingFile, NotWritten } from '../../channel/transfer/incoming-file.ts'
import type { TransferLine } from '../../channel/transfer/outgoing-files.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { FileBlock } from '../../protocol/peer/block-codec.ts'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { safeFileName } from '../../protocol/peer/file-name.ts'
import type { FileRefusal } from '../../protocol/peer/messages/files.ts'
import type { Permitted } from '../permission/permission-gate.ts'
import type { FileView } from '../ui/view/customer-view.ts'
import type { AppletSpeaker, AppletWord } from '../words/words.ts'
import type { FileLedger } from './file-ledger.ts'
import { nodeSha256 } from './node-hash.ts'
import { PlacedFile } from './placed-file.ts'

type FileOffered = Extract<ConsoleMessage, { type: 'file-offered' }>
export type SenderSays = Extract<ConsoleMessage, { type: 'file-finished' | 'file-withdrawn' }>

interface Parts {
  readonly ledger: FileLedger
  readonly speaker: AppletSpeaker
}

/** A file that the gate let through, as long as that is not taken back. */
interface Receipt {
  readonly file: IncomingFile
  readonly shown: string
  /** A safe name. */
  readonly name: string
  placed: PlacedFile | undefined
  isBeingPlaced: boolean
}

/** The technician's files: each waits for the customer to say where it goes, and is nowhere before. */
export class FileInbox {
  readonly #parts: Parts
  readonly #receipts = new Map<number, Receipt>()
  #line: TransferLine | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  opened(line: TransferLine): void {
    this.#line = line
    for (const { file } of this.#receipts.values()) file.resumed()
  }

  cut(): void {
    for (const { file } of this.#receipts.values()) file.cut()
  }

  closed(): void {
    for (const { file } of this.#receipts.values()) file.lost()
    this.#line = undefined
  }

  offered(offer: Permitted<FileOffered>): void {
    if (this.#receipts.has(offer.id)) return
    const name = safeFileName(offer.name)
    if (!name) return this.refuseUnseen(offer.id, 'name')
    if (this.#receipts.size >= LIMITS.openFiles) return this.refuseUnseen(offer.id, 'too-many')
    const file: IncomingFile = new IncomingFile(offer, {
      hash: nodeSha256(),
      send: (message) => this.#line?.send(message),
      changed: () => this.#changed(file),
    })
    const shown = this.#parts.ledger.begin('received', name, offer.bytes)
    this.#receipts.set(offer.id, { file, shown, name, placed: undefined, isBeingPlaced: false })
  }

  /** The permission was taken back: nothing more is written, and nothing of what was stays. */
  takenBack(): void {
    for (const { file } of this.#receipts.values()) file.refuse('not-permitted')
  }

  /** Nothing of it was let through, or can be. */
  refuseUnseen(id: number, reason: FileRefusal): void {
    this.#line?.send({ type: 'file-refused', id, reason })
  }

  /** A block of a file that nobody placed, or that is over, may still be on its way. */
  take(block: FileBlock): void {
    this.#receipts.get(block.file)?.file.take(block)
  }

  heard(said: SenderSays): void {
    const file = this.#receipts.get(said.id)?.file
    if (said.type === 'file-finished') file?.finished(said.sha256)
    else file?.withdrawn(said.reason)
  }

  /** Resolves with a sentence about why not there; it can still be placed elsewhere. */
  async place(id: string, folder: string): Promise<string | undefined> {
    const receipt = this.#find(id)
    if (receipt?.file.state.name !== 'offered' || receipt.isBeingPlaced) return undefined
    receipt.isBeingPlaced = true
    try {
      const placed = await PlacedFile.open(folder, receipt.name, receipt.file.bytes)
      receipt.placed = placed
      // Taken back meanwhile: then it is thrown away.
      receipt.file.accept(placed)
      return undefined
    } catch (error) {
      const reason = error instanceof NotWritten ? error.reason : 'not-written'
      return this.#parts.speaker.t(`file.received.refused.${reason}`)
    } finally {
      receipt.isBeingPlaced = false
    }
  }

  /** False for a file that is not one of these. */
  refuse(id: string): boolean {
    const file = this.#find(id)?.file
    file?.refuse(file.state.name === 'offered' ? 'declined' : 'cancelled')
    return file !== undefined
  }

  #find(id: string): Receipt | undefined {
    return this.#receipts.values().find(({ shown }) => shown === id)
  }

  #changed(file: IncomingFile): void {
    const receipt = this.#receipts.get(file.id)
    if (receipt?.file !== file) return
    this.#parts.ledger.change(receipt.shown, { doneBytes: file.writtenBytes, ...this.#toldAs(receipt) })
    if (file.isOver) this.#receipts.delete(file.id)
  }

  #toldAs({ file: { state }, placed }: Receipt): { state: FileView['state']; sentence?: string; sha256?: string } {
    const { speaker } = this.#parts
    switch (state.name) {
      case 'offered':
      case 'running':
      case 'interrupted':
        return { state: state.name }
      case 'done':
        return {
          state: 'done',
          sentence: speaker.t('file.saved', { path: placed?.savedAs ?? '' }),
          sha256: state.sha256,
        }
      case 'refused':
      case 'withdrawn': {
        const isOwnWish = state.reason === 'declined' || state.reason === 'cancelled'
        const sentence = speaker.t(`file.received.${state.name}.${state.reason}` as AppletWord)
        return { state: state.name === 'refused' && isOwnWish ? 'refused' : 'failed', sentence }
      }
      case 'lost':
        return { state: 'failed', sentence: speaker.t('file.received.lost') }
    }
  }
}
