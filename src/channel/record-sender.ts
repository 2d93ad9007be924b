import type { CloseCode } from '../protocol/close-code.ts'
import { LIMITS } from '../protocol/limits.ts'
import type { BytePipe } from './byte-pipe.ts'
import { RECORD_HEADER_BYTES, writeRecordHeader } from './record.ts'
import type { SealedLine } from './sealed-line.ts'

export interface Outgoing {
  readonly type: 'message' | 'frame' | 'acknowledgement'
  readonly bytes: Uint8Array
}

/** Cuts messages into records, seals them and hands them to the pipe in their order, whatever sealing takes. */
export class RecordSender {
  readonly #grantEpoch: () => number
  #pipe: BytePipe | undefined
  #line: SealedLine | undefined
  /** What waits while a new key is confirmed. */
  #held: Outgoing[] | undefined
  #sentInClear = 0n
  #queue: Promise<void> = Promise.resolve()
  #sealingBytes = 0

  constructor(grantEpoch: () => number) {
    this.#grantEpoch = grantEpoch
  }

  get bufferedBytes(): number {
    return this.#sealingBytes + (this.#pipe?.bufferedBytes ?? 0)
  }

  /** Records under the present key. */
  get count(): bigint {
    return this.#line?.count ?? 0n
  }

  attach(pipe: BytePipe): void {
    this.#pipe = pipe
    this.#sentInClear = 0n
  }

  /** What waits for a key is dropped with the pipe; what must arrive is kept elsewhere. */
  detach(): void {
    this.#pipe = undefined
    this.#held = undefined
  }

  use(line: SealedLine): void {
    this.#line = line
  }

  dropHeld(): void {
    this.#held = undefined
  }

  hold(): void {
    this.#held = []
  }

  release(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const outgoing of held) this.send(outgoing)
  }

  /** False when too much waits. */
  send(outgoing: Outgoing): boolean {
    if (this.#held) return this.#held.push(outgoing) <= LIMITS.heldMessages
    const { type, bytes } = outgoing
    for (let start = 0; start < bytes.byteLength; start += LIMITS.recordPayloadBytes) {
      const payload = bytes.subarray(start, start + LIMITS.recordPayloadBytes)
      this.#seal(type, payload, start + payload.byteLength < bytes.byteLength)
    }
    return true
  }

  sendInClear(payload: Uint8Array): void {
    const pipe = this.#pipe
    if (!pipe) return
    const record = new Uint8Array(pipe.headBytes + RECORD_HEADER_BYTES + payload.byteLength)
    const header = { type: 'handshake', more: false, epoch: 0, grantEpoch: 0 } as const
    writeRecordHeader(record, pipe.headBytes, { ...header, seq: this.#sentInClear, length: payload.byteLength })
    this.#sentInClear += 1n
    record.set(payload, pipe.headBytes + RECORD_HEADER_BYTES)
    this.#enqueue(pipe, Promise.resolve(record))
  }

  /** What was said before still goes out. */
  close(code: CloseCode, detail: string): void {
    const pipe = this.#pipe
    void this.#queue.then(() => pipe?.close(code, detail))
  }

  #seal(type: Outgoing['type'], payload: Uint8Array, more: boolean): void {
    const pipe = this.#pipe
    if (!this.#line || !pipe) return
    const options = { more, grantEpoch: this.#grantEpoch(), head: pipe.headBytes }
    this.#sealingBytes += payload.byteLength
    this.#enqueue(pipe, this.#line.seal(type, payload, options), payload.byteLength)
  }

  #enqueue(pipe: BytePipe, record: Promise<Uint8Array<ArrayBuffer>>, sealingBytes = 0): void {
    this.#queue = this.#queue.then(async () => {
      const bytes = await record
      this.#sealingBytes -= sealingBytes
      if (this.#pipe === pipe) pipe.send(bytes)
    })
  }
}
