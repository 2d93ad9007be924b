import { Emitter } from '../base/emitter.ts'
import type { CloseCode } from '../protocol/close-code.ts'
import { LIMITS } from '../protocol/limits.ts'
import { type PeerMessage, peerCodec } from '../protocol/peer/catalog.ts'
import type { PeerSender } from '../protocol/peer/peer-sender.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'
import type { BytePipe } from './byte-pipe.ts'
import type { Channel, ChannelEvents } from './channel.ts'
import { RECORD_HEADER_BYTES, type RecordType, readRecordHeader, writeRecordHeader } from './record.ts'

/**
 * A channel that cuts messages into records and puts them together again. A record that does not fit ends the
 * conversation: bytes after it could mean anything.
 */
export class RecordChannel implements Channel {
  readonly #pipe: BytePipe
  readonly #self: PeerSender
  readonly #peer: PeerSender
  readonly #emitter = new Emitter<ChannelEvents>()
  readonly #utf8 = new TextEncoder()
  #sentSeq = 0n
  #receivedSeq = 0n
  #parts: Uint8Array[] = []
  #partsType: RecordType | undefined
  #open = true

  constructor(pipe: BytePipe, self: PeerSender) {
    this.#pipe = pipe
    this.#self = self
    this.#peer = self === 'applet' ? 'console' : 'applet'
    pipe.receiver = {
      received: (bytes) => this.#received(bytes),
      closed: (code, detail) => this.#closed(code, detail),
    }
  }

  get bufferedBytes(): number {
    return this.#pipe.bufferedBytes
  }

  on<E extends keyof ChannelEvents>(event: E, listener: (value: ChannelEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  send(message: PeerMessage): void {
    this.#sendParts('message', this.#utf8.encode(peerCodec.encode(message, this.#self)))
  }

  sendFrame(bytes: Uint8Array): void {
    this.#sendParts('frame', bytes)
  }

  close(code: CloseCode, detail = ''): void {
    if (!this.#open) return
    this.#pipe.close(code, detail)
    this.#closed(code, detail)
  }

  #sendParts(type: RecordType, bytes: Uint8Array): void {
    if (!this.#open) return
    const payloadStart = this.#pipe.headBytes + RECORD_HEADER_BYTES
    for (let start = 0; start < bytes.byteLength; start += LIMITS.recordPayloadBytes) {
      const payload = bytes.subarray(start, start + LIMITS.recordPayloadBytes)
      const record = new Uint8Array(payloadStart + payload.byteLength)
      const more = start + payload.byteLength < bytes.byteLength
      const header = { type, more, seq: this.#sentSeq, length: payload.byteLength }
      writeRecordHeader(record, this.#pipe.headBytes, header)
      record.set(payload, payloadStart)
      this.#sentSeq += 1n
      this.#pipe.send(record)
    }
  }

  #received(bytes: Uint8Array): void {
    if (!this.#open) return
    try {
      this.#take(bytes)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.close(error.reason === 'version-unsupported' ? error.reason : 'protocol-error', error.message)
    }
  }

  #take(bytes: Uint8Array): void {
    const header = readRecordHeader(bytes)
    if (header.seq !== this.#receivedSeq) throw new ProtocolError('malformed-record', 'seq')
    this.#receivedSeq += 1n
    if (this.#partsType !== undefined && this.#partsType !== header.type) {
      throw new ProtocolError('malformed-record', 'type', 'another message began inside one')
    }
    this.#parts.push(bytes.subarray(RECORD_HEADER_BYTES))
    const limit = header.type === 'message' ? LIMITS.controlMessageBytes : LIMITS.assembledMessageBytes
    const size = this.#parts.reduce((sum, part) => sum + part.byteLength, 0)
    if (size > limit) throw new ProtocolError('message-too-large')
    if (header.more) {
      // An empty part that promises more would let a peer keep us collecting for ever.
      if (header.length === 0) throw new ProtocolError('malformed-record', 'length')
      this.#partsType = header.type
      return
    }
    const whole = this.#parts.length === 1 ? (this.#parts[0] as Uint8Array) : join(this.#parts, size)
    this.#parts = []
    this.#partsType = undefined
    if (header.type === 'frame') this.#emitter.emit('frame', whole)
    else this.#emitter.emit('message', peerCodec.decodeBytes(whole, this.#peer))
  }

  #closed(code: CloseCode, detail: string): void {
    if (!this.#open) return
    this.#open = false
    this.#parts = []
    this.#emitter.emit('closed', { code, detail })
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
