import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import * as v from 'valibot'
import { type CustomerAct, customerAct } from '../../src/applet/ui/view/customer-act.ts'
import type { ChatLine, CustomerView, LogLine } from '../../src/applet/ui/view/customer-view.ts'

const FOLDER = join(import.meta.dirname, '../../dist/customer')
const TOKEN = Buffer.alloc(16, 7).toString('base64url')
const SIGN_OF_LIFE_MS = 5000
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'"
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Plays views to the customer's window as the applet does, and hears what is done in it. */
export class CustomerPage implements AsyncDisposable {
  readonly acts: CustomerAct[] = []
  readonly files: { readonly name: string; readonly bytes: number; readonly content: Buffer }[] = []
  /** What every stream begins with. */
  #view: CustomerView
  readonly #lines: unknown[] = []
  readonly #server: Server
  readonly #streams = new Set<ServerResponse>()
  /** What requests for the stream are answered with; 200 when nothing is wrong. */
  streamStatus = 200
  actStatus = 204
  /** Requests for the stream so far. */
  opened = 0
  /** Addresses asked for, as they stood in the request. */
  readonly asked: string[] = []

  private constructor(view: CustomerView) {
    this.#view = view
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(view: CustomerView): Promise<CustomerPage> {
    const page = new CustomerPage(view)
    page.#server.listen(0, '127.0.0.1')
    await once(page.#server, 'listening')
    return page
  }

  /** With the proof that it is the program's own window. */
  get url(): string {
    return `${this.address}/#token=${TOKEN}`
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get isWatched(): boolean {
    return this.#streams.size > 0
  }

  show(changes: Partial<CustomerView>): void {
    this.#view = { ...this.#view, ...changes }
    this.#write({ view: this.#view })
  }

  chat(line: ChatLine): void {
    this.#lines.push({ chat: line })
    this.#write({ chat: line })
  }

  log(line: LogLine): void {
    this.#lines.push({ log: line })
    this.#write({ log: line })
  }

  /** As a short trouble: what is open breaks off. */
  cut(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked.push(request.url ?? '')
    const { pathname, searchParams } = new URL(request.url ?? '/', this.address)
    response.setHeader('content-security-policy', POLICY)
    if (request.method === 'GET' && pathname !== '/events') return this.#serve(pathname, response)
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end()
    if (pathname === '/events') return this.#stream(response)
    const content = await buffer(request)
    if (pathname === '/file') {
      this.files.push({ name: searchParams.get('name') ?? '', bytes: Number(searchParams.get('bytes')), content })
    } else if (this.actStatus === 204) this.acts.push(v.parse(customerAct, JSON.parse(content.toString())))
    response.writeHead(this.actStatus).end()
  }

  #serve(pathname: string, response: ServerResponse): void {
    const file = pathname === '/' ? 'index.html' : pathname.slice(1)
    response.setHeader('content-type', KINDS[extname(file)] ?? 'application/octet-stream')
    response.end(readFileSync(join(FOLDER, file)))
  }

  #stream(response: ServerResponse): void {
    this.opened += 1
    if (this.streamStatus !== 200) return void response.writeHead(this.streamStatus).end()
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const life = setInterval(() => response.write('\n'), SIGN_OF_LIFE_MS)
    this.#streams.add(response)
    response.on('close', () => {
      clearInterval(life)
      this.#streams.delete(response)
    })
    for (const line of [{ view: this.#view }, ...this.#lines]) response.write(`${JSON.stringify(line)}\n`)
  }

  #write(line: unknown): void {
    for (const stream of this.#streams) stream.write(`${JSON.stringify(line)}\n`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    if (this.#server.listening) await once(this.#server, 'close')
  }
}
