import type { RawData, WebSocket } from 'ws'
import { type Clock, every } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { Logger } from '../../base/logger.ts'
import { type BrokerLayerMessage, brokerCodec, type MessageToApplet } from '../../protocol/broker/catalog.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { RelayEnd } from '../relay/relay.ts'

interface PeerSocketEvents {
  message: BrokerLayerMessage
  bytes: Uint8Array
  /** Once, and nothing after it; with the code that the peer gave, when it is one of ours. */
  closed: CloseCode | undefined
}

/** Bytes of a close reason, as the WebSocket protocol allows them. */
const REASON_BYTES = 123

/**
 * One WebSocket with the broker layer on it: catalog messages as text, relay envelopes as bytes. What its peer does wrong
 * closes this socket, under a name, and no other.
 */
export class PeerSocket implements RelayEnd {
  readonly #socket: WebSocket
  readonly #peer: 'applet' | 'console'
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #emitter = new Emitter<PeerSocketEvents>()
  #heartbeat: Disposable | undefined
  #silence: Disposable | undefined
  /** Monotonic. */
  #heardAt: number
  #open = true

  constructor(socket: WebSocket, peer: 'applet' | 'console', clock: Clock, logger: Logger) {
    this.#socket = socket
    this.#peer = peer
    this.#clock = clock
    this.#logger = logger
    this.#heardAt = clock.monotonic()
    socket.on('message', (data, isBinary) => this.#heard(data, isBinary))
    socket.on('close', (code) => this.#closed(closeCodeName(code)))
    // Broken frames: ws closes the socket itself, with the code that the WebSocket protocol has for them.
    socket.on('error', () => this.#closed())
  }

  get isOpen(): boolean {
    return this.#open
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  on<E extends keyof PeerSocketEvents>(event: E, listener: (value: PeerSocketEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  send(message: MessageToApplet): void {
    if (this.#open) this.#socket.send(brokerCodec.encode(message, 'broker'))
  }

  forward(bytes: Uint8Array): void {
    if (this.#open) this.#socket.send(bytes, { binary: true })
  }

  close(code: CloseCode, detail = ''): void {
    if (!this.#open) return
    this.#socket.close(CLOSE_CODES[code], cutToBytes(detail === '' ? code : detail, REASON_BYTES))
    this.#closed()
  }

  /** From now on the peer has to show that it is there. */
  keepAlive(): void {
    if (!this.#open) return
    this.#heartbeat = every(this.#clock, LIMITS.heartbeatMs, () =>
      this.send({ type: 'heartbeat-sent', time: this.#clock.now() }),
    )
    this.#expectMore(LIMITS.silenceMs)
  }

  /** Runs what a message caused; whatever goes wrong closes this socket and is told by name. */
  async guard(work: () => void | Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof ProtocolError) return this.close(codeOf(error), error.message)
      this.#logger.error('a message could not be handled', {
        stack: error instanceof Error ? error.stack : String(error),
      })
      this.close('internal-error')
    }
  }

  /** Looks when the time is up, not at each heartbeat, which would be up to three seconds late. */
  #expectMore(withinMs: number): void {
    this.#silence = this.#clock.after(withinMs, () => {
      const leftMs = this.#heardAt + LIMITS.silenceMs - this.#clock.monotonic()
      if (leftMs > 0) return this.#expectMore(leftMs)
      this.close('peer-silent')
      // Who says nothing does not answer a goodbye either.
      this.#socket.terminate()
    })
  }

  #heard(data: RawData, isBinary: boolean): void {
    if (!this.#open) return
    this.#heardAt = this.#clock.monotonic()
    const bytes = data as Buffer
    void this.guard(() => {
      if (isBinary) this.#emitter.emit('bytes', bytes)
      else this.#emitter.emit('message', brokerCodec.decodeBytes(bytes, this.#peer))
    })
  }

  #closed(code?: CloseCode): void {
    if (!this.#open) return
    this.#open = false
    this.#heartbeat?.[Symbol.dispose]()
    this.#silence?.[Symbol.dispose]()
    this.#emitter.emit('closed', code)
  }
}

function codeOf({ reason, path }: ProtocolError): CloseCode {
  if (path === 'pin-presented.pin' || path === 'pin-declined.pin') return 'pin-malformed'
  return reason === 'message-too-large' || reason === 'version-unsupported' ? reason : 'protocol-error'
}

/** The longest beginning of a text that fits, without half a character at its end. */
function cutToBytes(text: string, most: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, most), { stream: true })
}
