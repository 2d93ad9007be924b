import { ProtocolError } from '../protocol/protocol-error.ts'
import {
  nonceOf,
  RECORD_HEADER_BYTES,
  type RecordHeader,
  type RecordType,
  TAG_BYTES,
  writeRecordHeader,
} from './record.ts'
import type { RecordCipher } from './record-cipher.ts'

const COUNT_BYTES = 8

/** One direction under one key: numbers, seals and opens records, each number once. */
export class SealedLine {
  readonly epoch: number
  readonly #cipher: RecordCipher
  readonly #context: Uint8Array
  #seq = 0n

  /** `before`: records that went this way, on the same pipe, under the key before. Else its last ones could be left out. */
  constructor(epoch: number, cipher: RecordCipher, sid: Uint8Array, before = 0n) {
    this.epoch = epoch
    this.#cipher = cipher
    this.#context = new Uint8Array(sid.byteLength + COUNT_BYTES)
    this.#context.set(sid)
    new DataView(this.#context.buffer).setBigUint64(sid.byteLength, before, true)
  }

  /** Records that went this way under this key. */
  get count(): bigint {
    return this.#seq
  }

  /** One record behind `head` free bytes. The number is taken at once, so calls must be sent in their order. */
  async seal(
    type: RecordType,
    payload: Uint8Array,
    { more, grantEpoch, head }: { readonly more: boolean; readonly grantEpoch: number; readonly head: number },
  ): Promise<Uint8Array<ArrayBuffer>> {
    const start = head + RECORD_HEADER_BYTES
    const record = new Uint8Array(start + payload.byteLength + TAG_BYTES)
    const { epoch } = this
    writeRecordHeader(record, head, { type, more, epoch, seq: this.#seq, grantEpoch, length: payload.byteLength })
    this.#seq += 1n
    const header = record.subarray(head, start)
    const plain = payload as Uint8Array<ArrayBuffer>
    await this.#cipher.seal(nonceOf(header), this.#bound(header), plain, record.subarray(start))
    return record
  }

  /** The payload of the next record. Throws ProtocolError for any other than that, and for one that was changed. */
  async open(record: Uint8Array, { epoch, seq }: RecordHeader): Promise<Uint8Array> {
    if (epoch !== this.epoch) throw new ProtocolError('malformed-record', 'epoch')
    if (seq !== this.#seq) throw new ProtocolError('malformed-record', 'seq')
    this.#seq += 1n
    const header = record.slice(0, RECORD_HEADER_BYTES)
    const sealed = record.subarray(RECORD_HEADER_BYTES) as Uint8Array<ArrayBuffer>
    try {
      return await this.#cipher.open(nonceOf(header), this.#bound(header), sealed)
    } catch {
      throw new ProtocolError('malformed-record', 'tag')
    }
  }

  #bound(header: Uint8Array): Uint8Array<ArrayBuffer> {
    const bound = new Uint8Array(this.#context.byteLength + header.byteLength)
    bound.set(this.#context)
    bound.set(header, this.#context.byteLength)
    return bound
  }
}
