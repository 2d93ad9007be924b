import { Emitter } from '../../base/emitter.ts'
import type { Logger } from '../../base/logger.ts'
import { type Candidate, openFirst } from '../open-first.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import type { Hiding } from './hiding-source.ts'

interface Parts {
  readonly finders: () => Candidate<OwnWindows>[]
  readonly log: Logger
}

/** The windows that are left out of the picture. What finds them is opened when there is one. */
export class HiddenWindows implements Hiding, Disposable {
  readonly #parts: Parts
  readonly #emitter = new Emitter<{ changed: undefined }>()
  #pids: readonly number[] = []
  #windows: Promise<OwnWindows | undefined> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get windows(): Promise<OwnWindows | undefined> | undefined {
    return this.#windows
  }

  /** Those of these processes, and of whatever they start. */
  set(pids: readonly number[]): void {
    this.#pids = pids
    if (pids.length > 0) this.#windows ??= this.#open()
    void this.#windows?.then((windows) => {
      windows?.follow(this.#pids)
      this.#emitter.emit('changed', undefined)
    })
  }

  onChanged(listener: () => void): Disposable {
    return this.#emitter.on('changed', listener)
  }

  [Symbol.dispose](): void {
    const windows = this.#windows
    this.#windows = undefined
    void windows?.then((opened) => opened?.[Symbol.dispose]())
  }

  async #open(): Promise<OwnWindows | undefined> {
    const { finders, log } = this.#parts
    const windows = await openFirst([...finders()], log)
    // Whoever waits for it to open looks at once.
    windows?.follow(this.#pids)
    return windows
  }
}
