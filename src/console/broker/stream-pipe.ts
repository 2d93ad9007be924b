import type { BytePipe, BytePipeReceiver } from '../../channel/byte-pipe.ts'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../protocol/broker/relay-envelope.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { BrokerSocket } from './broker-socket.ts'

/** One stream of a socket: the way to one applet. Closing it closes the socket, which carries nothing else. */
export class StreamPipe implements BytePipe {
  readonly headBytes = ENVELOPE_BYTES
  receiver: BytePipeReceiver | undefined
  readonly #socket: BrokerSocket
  readonly #stream: number
  readonly #listeners: readonly Disposable[]

  constructor(socket: BrokerSocket, stream: number) {
    this.#socket = socket
    this.#stream = stream
    this.#listeners = [
      socket.on('bytes', (bytes) => this.#received(bytes)),
      socket.on('closed', ({ code, detail }) => this.#closed(code ?? 'peer-silent', detail)),
      socket.on('message', (message) => {
        if (message.type === 'stream-closed' && message.stream === stream) this.#closed(message.code, '')
      }),
    ]
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedBytes
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    writeEnvelope(message, this.#stream)
    this.#socket.sendBytes(message)
  }

  close(code: CloseCode, detail: string): void {
    this.#release()
    this.#socket.close(code, detail)
  }

  #received(bytes: Uint8Array): void {
    try {
      // Bytes of a stream that has just closed may still arrive; they are nobody's.
      if (readEnvelope(bytes) === this.#stream) this.receiver?.received(bytes.subarray(ENVELOPE_BYTES))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#socket.close('protocol-error', error.message)
    }
  }

  #closed(code: CloseCode, detail: string): void {
    this.#release()
    this.receiver?.closed(code, detail)
  }

  #release(): void {
    for (const listener of this.#listeners) listener[Symbol.dispose]()
  }
}
