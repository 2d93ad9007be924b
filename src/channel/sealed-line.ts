import { ProtocolError } from '../protocol/protocol-error.ts'
import { nonceOf, RECORD_HEADER_BYTES, type RecordHeader, type RecordType, writeRecordHeader } from './record.ts'
import type { RecordCipher } from './record-cipher.ts'

/** One direction under one key: numbers, seals and opens records, each number once. */
export class SealedLine {
  readonly epoch: number
  readonly #cipher: RecordCipher
  readonly #sid: Uint8Array
  #seq = 0n

  constructor(epoch: number, cipher: RecordCipher, sid: Uint8Array) {
    this.epoch = epoch
    this.#cipher = cipher
    this.#sid = sid
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
    const header = new Uint8Array(RECORD_HEADER_BYTES)
    const { epoch } = this
    writeRecordHeader(header, 0, { type, more, epoch, seq: this.#seq, grantEpoch, length: payload.byteLength })
    this.#seq += 1n
    const sealed = await this.#cipher.seal(nonceOf(header), this.#bound(header), payload as Uint8Array<ArrayBuffer>)
    const record = new Uint8Array(head + header.byteLength + sealed.byteLength)
    record.set(header, head)
    record.set(sealed, head + header.byteLength)
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
    const bound = new Uint8Array(this.#sid.byteLength + header.byteLength)
    bound.set(this.#sid)
    bound.set(header, this.#sid.byteLength)
    return bound
  }
}
