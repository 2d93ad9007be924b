import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { FileView } from '../ui/view/customer-view.ts'

interface Parts {
  readonly sessionLog: SessionLog
  readonly events: EventStream
  readonly clock: Clock
}

/** Files that are over and still shown. */
const SHOWN = 50
/** Milliseconds between two pictures of how far a file is. */
const PROGRESS_MS = 100

export type FileChange = Partial<Pick<FileView, 'state' | 'doneBytes' | 'sentence' | 'name'>> & {
  readonly sha256?: string
}

const OVER: readonly FileView['state'][] = ['done', 'failed', 'refused']

/** What became of every file, as the customer sees it, as the log keeps it, and as scripts are told. */
export class FileLedger implements Disposable {
  readonly #parts: Parts
  readonly #emitter = new Emitter<{ changed: readonly FileView[] }>()
  readonly #views = new Map<string, FileView>()
  #count = 0
  #soon: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** In the order in which they came. */
  get views(): readonly FileView[] {
    return [...this.#views.values()]
  }

  on(event: 'changed', listener: (views: readonly FileView[]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Returns by what the customer's window names it. */
  begin(direction: FileView['direction'], name: string, bytes: number): string {
    this.#count += 1
    const id = `file-${this.#count}`
    const state = direction === 'sent' ? 'waiting' : 'offered'
    const view = { id, direction, name, bytes, doneBytes: 0, state, sentence: undefined } as const
    this.#views.set(id, view)
    this.#forgetOldest()
    const kind = direction === 'sent' ? 'file-sending' : 'file-offered'
    this.#parts.sessionLog.add(kind, { values: { name, bytes } })
    this.#tell(view)
    return id
  }

  change(id: string, { sha256, ...change }: FileChange): void {
    const before = this.#views.get(id)
    if (!before || OVER.includes(before.state)) return
    const view = { ...before, ...change }
    this.#views.set(id, view)
    if (view.state === before.state) return this.#progressed()
    if (OVER.includes(view.state)) this.#keep(view, sha256)
    this.#tell(view, sha256)
  }

  /** Something else that the customer is shown with the files is different. */
  touch(): void {
    this.#emitter.emit('changed', this.views)
  }

  [Symbol.dispose](): void {
    this.#soon?.[Symbol.dispose]()
  }

  #keep({ direction, state, name, bytes, sentence = '' }: FileView, sha256 = ''): void {
    const { sessionLog } = this.#parts
    if (state !== 'done') {
      const kind = direction === 'sent' ? 'file-not-sent' : 'file-not-received'
      return sessionLog.add(kind, { values: { name, bytes, reason: sentence } })
    }
    const kind = direction === 'sent' ? 'file-sent' : 'file-received'
    sessionLog.add(kind, { values: { name, bytes, sha256 } })
  }

  #tell({ direction, name, bytes, state }: FileView, sha256?: string): void {
    this.#parts.events.tell('file', { direction, name, bytes, sha256: sha256 ?? null, state })
    this.#emitter.emit('changed', this.views)
  }

  #progressed(): void {
    this.#soon ??= this.#parts.clock.after(PROGRESS_MS, () => {
      this.#soon = undefined
      this.#emitter.emit('changed', this.views)
    })
  }

  #forgetOldest(): void {
    const over = this.views.filter(({ state }) => OVER.includes(state))
    for (const { id } of over.slice(0, Math.max(0, over.length - SHOWN))) this.#views.delete(id)
  }
}
