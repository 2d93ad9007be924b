import type { Logger } from '../../base/logger.ts'
import { type Candidate, openFirst } from '../open-first.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import type { PanicKey } from '../panic-key/panic-key.ts'
import type { ScreenFeed } from '../screen/screen-feed.ts'
import type { ScreenSign } from '../screen-sign/screen-sign.ts'
import type { Presenter } from '../ui/presenter.ts'
import type { Shell } from '../ui/shell.ts'

interface Parts {
  readonly presenter: Presenter
  readonly feed: Pick<ScreenFeed, 'hideWindowsOf'>
  readonly finders: Candidate<OwnWindows>[]
  readonly signs: Candidate<ScreenSign>[]
  readonly keys: Candidate<PanicKey>[]
  readonly onPanic: () => void
  /** Our own window has the keyboard now: what a technician holds down would go on repeating in there. */
  readonly onFocused: () => void
  readonly log: Logger
}

/**
 * What the customer has on their own screen, beside the shell: it keeps the shell out of pictures and out of a technician's
 * reach, shows a frame while somebody sees the screen, and listens for the key that takes everything back.
 */
export class Presence implements Disposable {
  readonly #parts: Parts
  readonly #opened = new DisposableStack()
  #windows: OwnWindows | undefined
  #sign: ScreenSign | undefined
  #isSeen = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#opened.use(parts.presenter.on('moved', (shell) => this.#follow(shell)))
  }

  /** Takes its time to load, so it is begun when the rest is up. What cannot be had here is done without. */
  async open(): Promise<void> {
    const { finders, signs, keys, log, presenter, onPanic, onFocused } = this.#parts
    const first = <T extends { name: string }>(ways: Candidate<T>[]) =>
      ways.length > 0 ? openFirst(ways, log) : undefined
    const [windows, sign, key] = await Promise.all([first(finders), first(signs), first(keys)])
    if (this.#opened.disposed) return closeAll([windows, sign, key])
    for (const part of [windows, sign, key]) this.#opened.use(part)
    if (key) this.#opened.use(key.onPressed(onPanic))
    if (windows) this.#opened.use(windows.onFocused(onFocused))
    this.#windows = windows
    this.#sign = sign
    if (presenter.shell) this.#follow(presenter.shell)
    this.seen(this.#isSeen)
  }

  /** Where our windows are; undefined where nobody can tell. */
  get windows(): OwnWindows | undefined {
    return this.#windows
  }

  /** Whether a prompt could be read in a picture of the screen: it is somewhere on it, and nobody knows for certain where. */
  get promptsAreVisible(): boolean {
    const { shell } = this.#parts.presenter
    if (!shell || shell.isScripted) return false
    return shell.processes.length === 0 || !this.#windows || this.#windows.isUnproven === true
  }

  /** Whether somebody sees the screen from now on. */
  seen(isSeen: boolean): void {
    this.#isSeen = isSeen
    if (isSeen) this.#sign?.show()
    else this.#sign?.hide()
  }

  [Symbol.dispose](): void {
    this.#opened.dispose()
  }

  #follow({ processes }: Shell): void {
    this.#windows?.follow(processes)
    this.#parts.feed.hideWindowsOf(processes)
  }
}

/** What came too late, because the visit is over. */
function closeAll(parts: readonly (Disposable | undefined)[]): void {
  for (const part of parts) part?.[Symbol.dispose]()
}
