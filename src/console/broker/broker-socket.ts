import { Emitter } from '../../base/emitter.ts'
import { type BrokerLayerMessage, brokerCodec } from '../../protocol/broker/catalog.ts'
import { type SOCKET_PATHS, SOCKET_PROTOCOL, TICKET_PROTOCOL_PREFIX } from '../../protocol/broker/http-api.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'

export interface BrokerSocketEvents {
  message: BrokerLayerMessage
  /** A relay envelope and what is in it. */
  bytes: Uint8Array<ArrayBuffer>
  /** Once, and nothing after it. Without a code the line was cut. */
  closed: { code: CloseCode | undefined; detail: string }
}

/** One WebSocket to the broker: checks what arrives, answers heartbeats, notices silence. */
export class BrokerSocket {
  readonly #socket: WebSocket
  readonly #emitter = new Emitter<BrokerSocketEvents>()
  #silence: ReturnType<typeof setTimeout> | undefined
  #open = true

  constructor(path: (typeof SOCKET_PATHS)['sessions' | 'screen'], ticket: string, connectMs: number) {
    this.#socket = new WebSocket(new URL(path, location.href), [SOCKET_PROTOCOL, TICKET_PROTOCOL_PREFIX + ticket])
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#received(data)
    this.#socket.onclose = ({ code, reason }) => this.#closed(closeCodeName(code), reason)
    this.#expectMore(connectMs)
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  on<E extends keyof BrokerSocketEvents>(event: E, listener: (value: BrokerSocketEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes)
  }

  close(code: CloseCode = 'ended', detail = ''): void {
    // Browsers refuse a reason of more than 123 bytes; ours are ASCII.
    this.#socket.close(CLOSE_CODES[code], detail.slice(0, 123))
    this.#closed(code, detail)
  }

  #received(data: string | ArrayBuffer): void {
    if (!this.#open) return
    this.#expectMore(LIMITS.silenceMs)
    if (typeof data !== 'string') return this.#emitter.emit('bytes', new Uint8Array(data))
    try {
      this.#take(brokerCodec.decode(data, 'broker'))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.close('protocol-error', error.message)
    }
  }

  #take(message: BrokerLayerMessage): void {
    if (message.type === 'heartbeat-sent') this.#socket.send(brokerCodec.encode(message, 'console'))
    this.#emitter.emit('message', message)
  }

  #expectMore(withinMs: number): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.close('peer-silent'), withinMs)
  }

  #closed(code: CloseCode | undefined, detail: string): void {
    if (!this.#open) return
    this.#open = false
    clearTimeout(this.#silence)
    this.#emitter.emit('closed', { code, detail })
  }
}
