import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as open } from 'node:http'
import { until } from './until.ts'

type Headers = Readonly<Record<string, string>>

export interface Ask {
  readonly method?: string
  readonly headers?: Headers
  readonly body?: string | Buffer
}

/** Speaks to the server of the customer's page as anything on this computer may. */
export class PageClient {
  readonly url: URL
  readonly token: string

  constructor(secretUrl: string) {
    this.url = new URL(secretUrl)
    this.token = new URLSearchParams(this.url.hash.slice(1)).get('token') ?? ''
  }

  get secret(): Headers {
    return { authorization: `Bearer ${this.token}` }
  }

  /** The answer's head; its body may go on for ever. */
  async open(path: string, { method = 'GET', headers = this.secret, body }: Ask = {}): Promise<IncomingMessage> {
    const request = this.begin(path, { method, headers })
    request.end(body)
    const [response] = await once(request, 'response')
    return response
  }

  begin(path: string, { method = 'GET', headers = this.secret }: Ask = {}): ClientRequest {
    const { hostname: host, port } = this.url
    return open({ host, port, path, method, headers, agent: false })
  }

  async status(path: string, ask: Ask = {}): Promise<number | undefined> {
    const response = await this.open(path, ask)
    const { statusCode } = response
    response.destroy()
    return statusCode
  }

  act(act: unknown, headers: Headers = {}): Promise<number | undefined> {
    const json = { 'content-type': 'application/json', ...this.secret, ...headers }
    return this.status('/act', { method: 'POST', headers: json, body: JSON.stringify(act) })
  }
}

/** What a page's stream has told. */
export class PageLines implements Disposable {
  readonly lines: Record<string, Record<string, unknown>>[] = []
  signs = 0
  ended = false
  readonly #response: IncomingMessage

  static async open(client: PageClient): Promise<PageLines> {
    const response = await client.open('/events')
    if (response.statusCode !== 200) throw new Error(`the stream answers ${response.statusCode}`)
    return new PageLines(response)
  }

  private constructor(response: IncomingMessage) {
    this.#response = response
    let rest = ''
    response.setEncoding('utf8')
    response.on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines)
        if (line === '') this.signs += 1
        else this.lines.push(JSON.parse(line))
    })
    response.on('error', () => {})
    response.on('close', () => {
      this.ended = true
    })
  }

  async until(count: number): Promise<void> {
    await until(() => this.lines.length >= count, `${count} lines of the stream`)
  }

  [Symbol.dispose](): void {
    this.#response.destroy()
  }
}
