import type { BytePipe } from '../../channel/byte-pipe.ts'
import { ENVELOPE_BYTES, readEnvelope } from '../../protocol/broker/relay-envelope.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { type Line, StreamPipe } from './stream-pipe.ts'

/** The technicians' pages that have a stream on the applet's only socket, by the number the broker gave each. */
export class OpenStreams {
  readonly #pipes = new Map<number, StreamPipe>()

  /** `givenUp` is called when this side ends the stream. */
  open(stream: number, line: Line, givenUp: (code: CloseCode) => void): BytePipe {
    const pipe = new StreamPipe(line, stream, (code) => {
      this.#pipes.delete(stream)
      givenUp(code)
    })
    this.#pipes.set(stream, pipe)
    return pipe
  }

  /** Throws ProtocolError for bytes without a valid envelope. A stream that we just gave up may still have some on the way. */
  received(message: Uint8Array): void {
    this.#pipes.get(readEnvelope(message))?.receiver?.received(message.subarray(ENVELOPE_BYTES))
  }

  close(stream: number, code: CloseCode): void {
    const pipe = this.#pipes.get(stream)
    this.#pipes.delete(stream)
    pipe?.receiver?.closed(code, '')
  }

  closeAll(code: CloseCode): void {
    for (const stream of [...this.#pipes.keys()]) this.close(stream, code)
  }
}
