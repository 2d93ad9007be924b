import { type BrokerOptions, isLoopback } from './options.ts'

/** Where the world reaches this broker, and which pages therefore are ours. */
export class PublicAddress {
  readonly secure: boolean
  readonly #options: BrokerOptions
  #origin = ''
  #ownOrigins: ReadonlySet<string> = new Set()

  constructor(options: BrokerOptions) {
    this.#options = options
    this.secure = this.#urlWithPort(options.port).protocol === 'https:'
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.#origin
  }

  /** Called once, before the first request is answered: port 0 becomes a real one only then. */
  listensOn(port: number): void {
    const url = this.#urlWithPort(port)
    const aliases = isLoopback(url.hostname.replace(/^\[|\]$/g, '')) ? ['127.0.0.1', 'localhost', '[::1]'] : []
    const origins = aliases.map((host) => new URL(`${url.protocol}//${host}:${url.port}`).origin)
    this.#origin = url.origin
    this.#ownOrigins = new Set([url.origin, ...origins])
  }

  /** Exact: a sibling host or another port is foreign. */
  isOwn(origin: string | undefined): boolean {
    return origin !== undefined && this.#ownOrigins.has(origin)
  }

  #urlWithPort(port: number): URL {
    const { publicUrl, tls, host } = this.#options
    const shownHost = host.includes(':') ? `[${host}]` : host
    return new URL(publicUrl ?? `${tls ? 'https' : 'http'}://${shownHost}:${port}`)
  }
}
