import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../../base/clock.ts'
import { Emitter } from '../../../base/emitter.ts'
import type { ShellEvents } from '../shell.ts'
import type { ChatLine, CustomerView, LogLine } from '../view/customer-view.ts'
import type { CustomerPage } from './customer-page.ts'
import { FileArrivals } from './file-arrivals.ts'
import { PageStream } from './page-stream.ts'
import { readAct } from './read-act.ts'
import { RequestGuard } from './request-guard.ts'

/** Milliseconds after the stream broke in which the page may come back: that is a reload. After them the customer sees nothing. */
const RETURN_MS = 3000
/** Milliseconds for the head of a request. */
const HEAD_MS = 10_000
/** A page, its stream, a few files, and somebody who tries to keep them out. */
const MOST_CONNECTIONS = 64

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "font-src 'self'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

/** Serves the customer's page to one window on this computer, and to nobody else. */
export class LoopbackServer implements AsyncDisposable {
  readonly #server: Server
  readonly #page: CustomerPage
  readonly #clock: Clock
  readonly #guard: RequestGuard
  readonly #stream: PageStream
  readonly #files = new FileArrivals((file) => this.#emitter.emit('fileChosen', file))
  readonly #emitter = new Emitter<ShellEvents>()
  readonly #connected = Promise.withResolvers<void>()
  #returning: Disposable | undefined
  #closed = false

  static async open(page: CustomerPage, clock: Clock): Promise<LoopbackServer> {
    const server = createServer({ requestTimeout: 0, headersTimeout: HEAD_MS })
    server.maxConnections = MOST_CONNECTIONS
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new LoopbackServer(server, page, clock)
  }

  private constructor(server: Server, page: CustomerPage, clock: Clock) {
    this.#server = server
    this.#page = page
    this.#clock = clock
    this.#guard = new RequestGuard((server.address() as AddressInfo).port)
    this.#stream = new PageStream(clock)
    server.on('request', (request, response) => this.#answer(request, response))
  }

  /** Without the token, and so of no use to anybody. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Whoever has it is the customer: no command line of ours has it, for others can read these. */
  get secretUrl(): string {
    return `${this.origin}/#token=${this.#guard.token}`
  }

  /** Resolves when a page shows what it is told. */
  get connected(): Promise<void> {
    return this.#connected.promise
  }

  show(view: CustomerView): void {
    this.#stream.show(view)
  }

  showChat(line: ChatLine): void {
    this.#stream.showChat(line)
  }

  showLog(line: LogLine): void {
    this.#stream.showLog(line)
  }

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#returning?.[Symbol.dispose]()
    this.#stream[Symbol.dispose]()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    // A page that goes away in the middle of anything is told by its stream.
    request.on('error', () => {})
    response.on('error', () => {})
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    if (request.method === 'GET' && path !== '/events') return this.#servePage(request, response, path)
    const status = this.#guard.refusal(request)
    if (status !== undefined) return this.#refuse(response, status)
    switch (`${request.method} ${path}`) {
      case 'GET /events':
        return this.#openStream(response)
      case 'POST /act':
        return readAct(request, response, (act) => this.#emitter.emit('acted', act))
      case 'POST /file':
        return this.#files.receive(request, response, new URLSearchParams(query))
      default:
        return this.#refuse(response, 404)
    }
  }

  #servePage(request: IncomingMessage, response: ServerResponse, path: string): void {
    const status = this.#guard.refusalOfPage(request)
    if (status !== undefined) return this.#refuse(response, status)
    const file = this.#page.get(path)
    if (!file) return this.#refuse(response, 404)
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes)
  }

  #openStream(response: ServerResponse): void {
    if (this.#stream.isOpen) return this.#refuse(response, 409)
    this.#returning?.[Symbol.dispose]()
    this.#stream.open(response, () => this.#streamClosed())
    this.#connected.resolve()
  }

  #streamClosed(): void {
    if (this.#closed) return
    this.#returning = this.#clock.after(RETURN_MS, () => this.#lose('The window was closed.'))
  }

  #refuse(response: ServerResponse, status: number): void {
    response.writeHead(status, { connection: 'close' }).end()
    if (this.#guard.isUnderAttack) this.#lose('Somebody else on this computer tried to get into the window.')
  }

  #lose(reason: string): void {
    if (this.#closed) return
    void this[Symbol.asyncDispose]()
    this.#emitter.emit('lost', { reason })
  }
}
