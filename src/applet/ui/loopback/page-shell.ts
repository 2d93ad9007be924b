import { type Clock, sleep } from '../../../base/clock.ts'
import { Emitter } from '../../../base/emitter.ts'
import type { Shell, ShellEvents } from '../shell.ts'
import type { ChatLine, CustomerView, LogLine } from '../view/customer-view.ts'
import type { CustomerPage } from './customer-page.ts'
import { LoopbackServer } from './loopback-server.ts'

/** Milliseconds a started window may take until its page listens; on a slow disk a browser's first start takes most of it. */
const PAGE_MS = 15_000

/** What has the page on the screen: a window of our own, a browser. */
export interface PageWindow extends AsyncDisposable {
  readonly processes: readonly number[]
  /** Resolves with the reason when it is gone. */
  readonly gone: Promise<string>
  /** Its frame's button was pressed, and it asks what to do. */
  onCloseAsked?(listener: () => void): void
}

/** Opens something on the page's address, or rejects with why it cannot. */
export type OpenPageWindow = (secretUrl: string) => Promise<PageWindow>

interface Parts {
  readonly name: 'window' | 'browser'
  readonly page: CustomerPage
  readonly clock: Clock
}

/** The customer's page, served by us and shown by a window of its own. */
export class PageShell implements Shell {
  readonly name: 'window' | 'browser'
  readonly isScripted = false
  readonly #server: LoopbackServer
  readonly #window: PageWindow
  readonly #emitter = new Emitter<ShellEvents>()
  #view: CustomerView | undefined
  #loss: ShellEvents['lost'] | undefined
  #over = false

  /** Resolves when the page listens. Rejects with a sentence when it does not, and leaves nothing behind. */
  static async open({ name, page, clock }: Parts, openWindow: OpenPageWindow): Promise<PageShell> {
    const server = await LoopbackServer.open(page, clock)
    let window: PageWindow | undefined
    try {
      window = await openWindow(server.secretUrl)
      await connected(server, window, clock)
      return new PageShell(name, server, window)
    } catch (error) {
      await window?.[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      throw error
    }
  }

  private constructor(name: 'window' | 'browser', server: LoopbackServer, window: PageWindow) {
    this.name = name
    this.#server = server
    this.#window = window
    server.on('acted', (act) => this.#over || this.#emitter.emit('acted', act))
    server.on('fileChosen', (file) => this.#over || this.#emitter.emit('fileChosen', file))
    server.on('lost', ({ reason }) => this.#lose(reason))
    void window.gone.then((reason) => this.#lose(reason))
    window.onCloseAsked?.(() => this.#closeAsked())
  }

  get processes(): readonly number[] {
    return this.#window.processes
  }

  show(view: CustomerView): void {
    this.#view = view
    this.#server.show(view)
  }

  showChat(line: ChatLine): void {
    this.#server.showChat(line)
  }

  showLog(line: LogLine): void {
    this.#server.showLog(line)
  }

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    // It may be lost before anybody listens, and must not be lost unheard.
    if (event === 'lost' && this.#loss)
      queueMicrotask(() => this.#emitter.emit('lost', this.#loss as ShellEvents['lost']))
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true
    await this.#server[Symbol.asyncDispose]()
    await this.#window[Symbol.asyncDispose]()
  }

  /** The frame's button is the small X; on the last page it puts the window away. */
  #closeAsked(): void {
    if (this.#over) return
    this.#emitter.emit('acted', { type: this.#view?.stage.kind === 'ended' ? 'left' : 'ended' })
  }

  #lose(reason: string): void {
    if (this.#over) return
    this.#over = true
    this.#loss = { reason }
    this.#emitter.emit('lost', this.#loss)
  }
}

async function connected(server: LoopbackServer, window: PageWindow, clock: Clock): Promise<void> {
  using stopped = new DisposableStack()
  const over = stopped.adopt(new AbortController(), (controller) => controller.abort())
  const refused = (reason: string) => Promise.reject(new Error(reason))
  await Promise.race([
    server.connected,
    window.gone.then(refused),
    sleep(clock, PAGE_MS, over.signal).then(() => refused('the page did not open in time')),
  ])
}
