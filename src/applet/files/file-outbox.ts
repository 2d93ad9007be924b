import { basename } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import type { FileSource } from '../../channel/transfer/file-ends.ts'
import type { OutgoingFile } from '../../channel/transfer/outgoing-file.ts'
import { OutgoingFiles, type ReceiverSays, type TransferLine } from '../../channel/transfer/outgoing-files.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { ChosenFile } from '../ui/shell.ts'
import type { FileView } from '../ui/view/customer-view.ts'
import type { AppletSpeaker, AppletWord } from '../words/words.ts'
import { DiskSource, NoFile } from './disk-source.ts'
import type { FileLedger } from './file-ledger.ts'
import { nodeSha256 } from './node-hash.ts'
import { Spool } from './spool.ts'

interface Parts {
  readonly ledger: FileLedger
  readonly speaker: AppletSpeaker
  readonly clock: Clock
}

type NotSent = AppletWord extends infer Word ? (Word extends `file.not-sent.${infer Why}` ? Why : never) : never

/** The customer's files on their way to the technician: nobody but the customer begins one. */
export class FileOutbox implements Disposable {
  readonly #parts: Parts
  readonly #files: OutgoingFiles
  readonly #spool: Spool
  readonly #shown = new Map<number, string>()
  /** Whether whoever is there knows the digits; undefined when nobody is there. */
  #verified: boolean | undefined
  /** Files that are being opened or spooled. */
  #opening = 0

  constructor(parts: Parts, spool = new Spool()) {
    this.#parts = parts
    this.#spool = spool
    this.#files = new OutgoingFiles({ offered: 'file-announced', createHash: nodeSha256, clock: parts.clock })
    this.#files.on('changed', (file) => this.#changed(file))
  }

  opened(line: TransferLine, verified: boolean): void {
    this.#verified = verified
    this.#files.opened(line)
  }

  cut(): void {
    this.#files.cut()
  }

  closed(): void {
    this.#verified = undefined
    this.#files.closed()
  }

  heard(said: ReceiverSays): void {
    this.#files.heard(said)
  }

  /** Resolves with a sentence about why it was not sent. */
  sendPath(path: string): Promise<string | undefined> {
    return this.#send(basename(path), () => DiskSource.open(path))
  }

  sendChosen(file: ChosenFile): Promise<string | undefined> {
    const tooLarge = file.bytes > LIMITS.fileBytes
    return tooLarge ? Promise.resolve(this.#say('too-large')) : this.#send(file.name, () => this.#spool.keep(file))
  }

  /** The customer does not want to send it any more. False for a file that is not one of these. */
  stop(id: string): boolean {
    const own = [...this.#shown].find(([, shown]) => shown === id)
    if (own) this.#files.withdraw(own[0], 'cancelled')
    return own !== undefined
  }

  [Symbol.dispose](): void {
    this.closed()
    this.#spool[Symbol.dispose]()
  }

  async #send(name: string, open: () => Promise<FileSource>): Promise<string | undefined> {
    const barrier = this.#barrier()
    if (barrier) return this.#say(barrier)
    this.#opening += 1
    try {
      const source = await open()
      return this.#announce(name, source)
    } catch (error) {
      return this.#say(whyNot(error))
    } finally {
      this.#opening -= 1
    }
  }

  #announce(name: string, source: FileSource): string | undefined {
    // Somebody else may be there by now.
    const barrier = source.bytes > LIMITS.fileBytes ? 'too-large' : this.#barrier(1)
    if (barrier) {
      source.close()
      return this.#say(barrier)
    }
    const wireName = name.slice(0, LIMITS.fileNameLength).toWellFormed() || '_'
    const file = this.#files.offer(wireName, source)
    if (!file) return this.#say('too-many')
    this.#shown.set(file.id, this.#parts.ledger.begin('sent', wireName, source.bytes))
    return undefined
  }

  #barrier(own = 0): NotSent | undefined {
    if (this.#verified === undefined) return 'nobody'
    if (!this.#verified) return 'not-verified'
    return this.#files.hasRoom && this.#opening - own < LIMITS.openFiles ? undefined : 'too-many'
  }

  #say(why: NotSent): string {
    return this.#parts.speaker.t(`file.not-sent.${why}`)
  }

  #changed(file: OutgoingFile): void {
    const id = this.#shown.get(file.id)
    if (id === undefined) return
    this.#parts.ledger.change(id, { doneBytes: file.arrivedBytes, ...this.#toldAs(file) })
    if (file.isOver) this.#shown.delete(file.id)
  }

  #toldAs({ state }: OutgoingFile): { state: FileView['state']; sentence?: string; sha256?: string } {
    const { speaker } = this.#parts
    switch (state.name) {
      case 'offered':
        return { state: 'waiting' }
      case 'running':
      case 'interrupted':
        return { state: state.name }
      case 'done':
        return { state: 'done', sentence: speaker.t('file.has'), sha256: state.sha256 }
      case 'refused':
      case 'withdrawn':
        return { state: 'failed', sentence: speaker.t(`file.sent.${state.name}.${state.reason}` as AppletWord) }
      case 'lost':
        return { state: 'failed', sentence: speaker.t('file.sent.lost') }
    }
  }
}

function whyNot(error: unknown): NotSent {
  if (error instanceof NoFile) return 'no-file'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOSPC' ? 'no-space' : 'unreadable'
}
