import { readEnvelope } from '../../protocol/broker/relay-envelope.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { DropReason } from './drop-reason.ts'

/** One side of a stream. */
export interface RelayEnd {
  readonly isOpen: boolean
  /** Bytes accepted for this side that have not left this computer. */
  readonly bufferedBytes: number
  forward(message: Uint8Array): void
}

export interface RelayCounts {
  forwarded(bytes: number): void
  dropped(reason: DropReason): void
}

interface Stream {
  readonly applet: RelayEnd
  readonly console: RelayEnd
  readonly closed: (code: CloseCode) => void
}

const LAST_STREAM = 0xffff_ffff

/** Joins pairs of sockets and forwards between them the very bytes that came. It reads 8 of them: the envelope. */
export class Relay {
  readonly #counts: RelayCounts
  readonly #streams = new Map<number, Stream>()
  #lastStream = 0

  constructor(counts: RelayCounts) {
    this.#counts = counts
  }

  /** The number of the new stream. `closed` is called once, whoever closes it. */
  open(applet: RelayEnd, console: RelayEnd, closed: (code: CloseCode) => void): number {
    do this.#lastStream = this.#lastStream === LAST_STREAM ? 1 : this.#lastStream + 1
    while (this.#streams.has(this.#lastStream))
    this.#streams.set(this.#lastStream, { applet, console, closed })
    return this.#lastStream
  }

  close(stream: number, code: CloseCode): void {
    const found = this.#streams.get(stream)
    this.#streams.delete(stream)
    found?.closed(code)
  }

  /** Throws ProtocolError when the envelope is malformed. A stream of somebody else is no stream of the sender. */
  forward(sender: RelayEnd, message: Uint8Array): void {
    const stream = readEnvelope(message)
    const receiver = this.#otherEnd(stream, sender)
    if (!receiver) return this.#counts.dropped('no-such-stream')
    if (!receiver.isOpen) return this.#counts.dropped('receiver-gone')
    if (receiver.bufferedBytes + message.byteLength > LIMITS.relayQueueBytes) {
      this.#counts.dropped('receiver-too-slow')
      return this.close(stream, 'peer-too-slow')
    }
    receiver.forward(message)
    this.#counts.forwarded(message.byteLength)
  }

  #otherEnd(stream: number, sender: RelayEnd): RelayEnd | undefined {
    const found = this.#streams.get(stream)
    if (found?.applet === sender) return found.console
    return found?.console === sender ? found.applet : undefined
  }
}
