import type { Clock } from '../../base/clock.ts'
import type { TransferLine } from '../../channel/transfer/outgoing-files.ts'
import { decodeBlock } from '../../protocol/peer/block-codec.ts'
import type { ConsoleFileMessage } from '../../protocol/peer/catalog.ts'
import type { EventStream } from '../event-stream.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { ChosenFile } from '../ui/shell.ts'
import type { FileView } from '../ui/view/customer-view.ts'
import { type AppletSpeaker, englishSpeaker } from '../words/words.ts'
import { FileInbox } from './file-inbox.ts'
import { FileLedger } from './file-ledger.ts'
import { FileOutbox } from './file-outbox.ts'

interface Parts {
  readonly gate: PermissionGate
  readonly sessionLog: SessionLog
  readonly events: EventStream
  readonly clock: Clock
  readonly speaker?: AppletSpeaker
}

/** Files between customer and technician, for the whole session: whichever page is there, one list. */
export class Files implements Disposable {
  readonly #parts: Parts
  readonly #ledger: FileLedger
  readonly #inbox: FileInbox
  readonly #outbox: FileOutbox
  #lease = AbortSignal.abort()
  #isWanted = false

  constructor({ speaker = englishSpeaker, ...parts }: Parts) {
    this.#parts = parts
    this.#ledger = new FileLedger(parts)
    this.#inbox = new FileInbox({ ledger: this.#ledger, speaker })
    this.#outbox = new FileOutbox({ ledger: this.#ledger, speaker, clock: parts.clock })
  }

  get views(): readonly FileView[] {
    return this.#ledger.views
  }

  /** The technician asked for a file, was allowed to, and waits for one. */
  get isWanted(): boolean {
    return this.#isWanted
  }

  /** Whether bytes go either way, or a line is waited for to go on. */
  get isRunning(): boolean {
    return this.views.some(({ state }) => state === 'running' || state === 'interrupted')
  }

  on(event: 'changed', listener: (views: readonly FileView[]) => void): Disposable {
    return this.#ledger.on(event, listener)
  }

  /** There are keys and a line: a new page, the same one after a cut, or one that is verified now. */
  lineOpened(line: TransferLine, verified: boolean): void {
    this.#outbox.opened(line, verified)
    this.#inbox.opened(line)
  }

  lineCut(): void {
    this.#outbox.cut()
    this.#inbox.cut()
  }

  /** The page is gone for good; what was under way is over. */
  lineClosed(): void {
    this.#isWanted = false
    this.#outbox.closed()
    this.#inbox.closed()
  }

  /** Throws ProtocolError. */
  received(message: ConsoleFileMessage, grantEpoch: number): void {
    switch (message.type) {
      case 'file-requested': {
        const admission = this.#parts.gate.admit(message, grantEpoch)
        return 'permitted' in admission ? this.#want(true) : undefined
      }
      case 'file-offered':
        return this.#offered(message, grantEpoch)
      case 'file-finished':
      case 'file-withdrawn':
        return this.#inbox.heard(message)
      default:
        return this.#outbox.heard(message)
    }
  }

  /** A binary message. Throws ProtocolError for what is no block. */
  frame(bytes: Uint8Array): void {
    this.#inbox.take(decodeBlock(bytes))
  }

  /** Resolves with a sentence for the customer when it was not sent. */
  async sendPath(path: string): Promise<string | undefined> {
    return this.#sent(await this.#outbox.sendPath(path))
  }

  async sendChosen(file: ChosenFile): Promise<string | undefined> {
    return this.#sent(await this.#outbox.sendChosen(file))
  }

  /** The customer says where a file goes. Resolves with a sentence when it cannot go there. */
  place(id: string, folder: string): Promise<string | undefined> {
    return this.#inbox.place(id, folder)
  }

  /** The customer does not want a file (any more), whichever way it goes. */
  refuse(id: string): void {
    if (!this.#inbox.refuse(id)) this.#outbox.stop(id)
  }

  /** Nothing that was not finished stays on this computer. */
  [Symbol.dispose](): void {
    this.lineClosed()
    this.#outbox[Symbol.dispose]()
    this.#ledger[Symbol.dispose]()
  }

  /** A grant that is taken back takes with it what came under it, before anybody hears of it. */
  #offered(message: Extract<ConsoleFileMessage, { type: 'file-offered' }>, grantEpoch: number): void {
    const { gate } = this.#parts
    const admission = gate.admit(message, grantEpoch)
    if ('refused' in admission || !this.#hold()) return this.#inbox.refuseUnseen(message.id, 'not-permitted')
    this.#inbox.offered(admission.permitted)
  }

  #hold(): boolean {
    if (!this.#lease.aborted) return true
    this.#lease = this.#parts.gate.lease('files.send') ?? this.#lease
    this.#lease.addEventListener('abort', () => this.#inbox.takenBack(), { once: true })
    return !this.#lease.aborted
  }

  #sent(barrier: string | undefined): string | undefined {
    if (!barrier) this.#want(false)
    return barrier
  }

  #want(isWanted: boolean): void {
    if (this.#isWanted === isWanted) return
    this.#isWanted = isWanted
    if (isWanted) this.#parts.sessionLog.add('file-wanted', { permissions: ['files.receive'] })
    this.#ledger.touch()
  }
}
