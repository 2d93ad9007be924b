import { Emitter } from '../../base/emitter.ts'
import { type BrokerLayerMessage, brokerCodec } from '../../protocol/broker/catalog.ts'
import { type SOCKET_PATHS, SOCKET_PROTOCOL, TICKET_PROTOCOL_PREFIX } from '../../protocol/broker/http-api.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Line, LineMessage } from './line/line.ts'
import { openLine } from './line/open-line.ts'

export interface BrokerSocketEvents {
  message: BrokerLayerMessage
  /** A relay envelope and what is in it. */
  bytes: Uint8Array<ArrayBuffer>
  /** Once, and nothing after it. Without a code the line was cut. */
  closed: { code: CloseCode | undefined; detail: string }
}

/** One WebSocket to the broker: checks what arrives, answers heartbeats, notices silence. */
export class BrokerSocket {
  readonly #line: Line
  readonly #emitter = new Emitter<BrokerSocketEvents>()
  #silence: ReturnType<typeof setTimeout> | undefined
  #open = true

  constructor(path: (typeof SOCKET_PATHS)['sessions' | 'screen'], ticket: string, connectMs: number) {
    this.#line = openLine(new URL(path, location.href), [SOCKET_PROTOCOL, TICKET_PROTOCOL_PREFIX + ticket], {
      received: (message) => this.#received(message),
      closed: (code, reason) => this.#closed(closeCodeName(code), reason),
    })
    this.#expectMore(connectMs)
  }

  get bufferedBytes(): number {
    return this.#line.bufferedBytes
  }

  on<E extends keyof BrokerSocketEvents>(event: E, listener: (value: BrokerSocketEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#line.send(bytes)
  }

  close(code: CloseCode = 'ended', detail = ''): void {
    // Browsers refuse a reason of more than 123 bytes; ours are ASCII.
    this.#line.close(CLOSE_CODES[code], detail.slice(0, 123))
    this.#closed(code, detail)
  }

  #received(message: LineMessage): void {
    if (!this.#open) return
    this.#expectMore(LIMITS.silenceMs)
    if (typeof message !== 'string') return this.#emitter.emit('bytes', message)
    try {
      this.#take(brokerCodec.decode(message, 'broker'))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.close('protocol-error', error.message)
    }
  }

  #take(message: BrokerLayerMessage): void {
    if (message.type === 'heartbeat-sent') this.#line.send(brokerCodec.encode(message, 'console'))
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
