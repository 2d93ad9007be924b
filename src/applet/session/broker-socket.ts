import { rootCertificates } from 'node:tls'
import { WebSocket } from 'ws'
import { SOCKET_PATHS } from '../../protocol/broker/http-api.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Traffic } from './traffic.ts'

export interface BrokerSocketListener {
  text(text: string): void
  bytes(bytes: Uint8Array): void
  /** Once. `undefined` means that the connection broke without a word. */
  closed(code: CloseCode | undefined, detail: string): void
}

interface Target {
  readonly broker: URL
  /** Certificates in PEM, the only ones to believe; undefined: those that Node ships. */
  readonly authorities: readonly string[] | undefined
  /** Milliseconds to get through to it. */
  readonly connectMs: number
  readonly traffic: Traffic
}

export class BrokerUnreachable extends Error {
  override readonly name = 'BrokerUnreachable'

  /** Somebody answers and cannot prove to be the broker: trying again would be the wrong advice. */
  get isUntrusted(): boolean {
    const code = String((this.cause as NodeJS.ErrnoException | undefined)?.code)
    return /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|ERR_OSSL_X509|HOSTNAME_MISMATCH|INVALID_)/.test(code)
  }
}

/** The one place where the applet speaks WebSocket: to its broker, certificates always checked. */
export class BrokerSocket {
  readonly #socket: WebSocket
  readonly #traffic: Traffic
  #silence: NodeJS.Timeout | undefined

  private constructor(socket: WebSocket, traffic: Traffic, listener: BrokerSocketListener) {
    this.#socket = socket
    this.#traffic = traffic
    this.#hear()
    socket.on('message', (data: Buffer, isBinary) => {
      this.#hear()
      traffic.count(data.byteLength)
      if (isBinary) listener.bytes(data)
      else listener.text(data.toString('utf8'))
    })
    socket.on('close', (code, reason) => {
      clearTimeout(this.#silence)
      listener.closed(closeCodeName(code), reason.toString('utf8'))
    })
    // The close event follows every error and says the rest.
    socket.on('error', () => {})
  }

  /**
   * Rejects with BrokerUnreachable. What to believe is said in full, because each thing left out is taken from the
   * environment: NODE_TLS_REJECT_UNAUTHORIZED, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE.
   */
  static open(
    { broker, authorities, connectMs, traffic }: Target,
    listener: BrokerSocketListener,
  ): Promise<BrokerSocket> {
    const url = new URL(SOCKET_PATHS.applet, broker)
    url.protocol = broker.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url, {
      handshakeTimeout: connectMs,
      maxPayload: LIMITS.socketMessageBytes,
      perMessageDeflate: false,
      rejectUnauthorized: true,
      ca: [...(authorities ?? rootCertificates)],
      minVersion: 'TLSv1.2',
    })
    return new Promise((resolve, reject) => {
      socket.once('error', (error) => reject(new BrokerUnreachable(reasonOf(error), { cause: error })))
      socket.once('open', () => resolve(new BrokerSocket(socket, traffic, listener)))
    })
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  sendText(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#traffic.count(text.length)
    this.#socket.send(text)
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#traffic.count(bytes.byteLength)
    this.#socket.send(bytes)
  }

  /** Waits for the other side's goodbye at most as long as for any sign of life. */
  close(code: CloseCode, detail: string): void {
    this.#socket.close(CLOSE_CODES[code], detail.slice(0, 100))
  }

  /** The broker sends heartbeats; when none comes the line is dead, whatever TCP believes. */
  #hear(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#socket.terminate(), LIMITS.silenceMs)
  }
}

function reasonOf(error: Error): string {
  if (error.message !== '') return error.message
  // A host with several addresses fails with one error for each and no message of its own.
  return error instanceof AggregateError ? error.errors.map((one: Error) => one.message).join('; ') : error.name
}
