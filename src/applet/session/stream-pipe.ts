import type { BytePipe, BytePipeReceiver } from '../../channel/byte-pipe.ts'
import { ENVELOPE_BYTES, writeEnvelope } from '../../protocol/broker/relay-envelope.ts'
import type { CloseCode } from '../../protocol/close-code.ts'

/** What carries the streams. */
export interface Line {
  readonly bufferedBytes: number
  sendBytes(bytes: Uint8Array): void
}

/** One console's stream on the applet's only socket. */
export class StreamPipe implements BytePipe {
  readonly headBytes = ENVELOPE_BYTES
  receiver: BytePipeReceiver | undefined
  readonly #line: Line
  readonly #stream: number
  readonly #giveUp: (code: CloseCode, detail: string) => void

  constructor(line: Line, stream: number, giveUp: (code: CloseCode, detail: string) => void) {
    this.#line = line
    this.#stream = stream
    this.#giveUp = giveUp
  }

  get bufferedBytes(): number {
    return this.#line.bufferedBytes
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    writeEnvelope(message, this.#stream)
    this.#line.sendBytes(message)
  }

  close(code: CloseCode, detail: string): void {
    this.#giveUp(code, detail)
  }
}
