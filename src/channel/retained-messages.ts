import { LIMITS } from '../protocol/limits.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'

/** Messages that the other side has not acknowledged, oldest first. Both sides count alike, so a number is all they exchange. */
export class RetainedMessages {
  readonly #messages: Uint8Array[] = []
  #bytes = 0
  #acknowledged = 0

  /** How many there have been in all. */
  get count(): number {
    return this.#acknowledged + this.#messages.length
  }

  /** Those that the other side may still lack. */
  get all(): readonly Uint8Array[] {
    return this.#messages
  }

  /** False when there are too many: the other side is not coming back for them. */
  add(message: Uint8Array): boolean {
    this.#messages.push(message)
    this.#bytes += message.byteLength
    return this.#messages.length <= LIMITS.retainedMessages && this.#bytes <= LIMITS.retainedBytes
  }

  /** The other side has the first `count` messages of this conversation. Throws ProtocolError for what cannot be. */
  acknowledge(count: number): void {
    const fresh = count - this.#acknowledged
    if (fresh < 0 || fresh > this.#messages.length) throw new ProtocolError('malformed-record', 'acknowledgement')
    this.#acknowledged = count
    for (const message of this.#messages.splice(0, fresh)) this.#bytes -= message.byteLength
  }
}

/** The payload of an acknowledgement: how many messages of a conversation have arrived, u64, little-endian. */
export function writeCount(count: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(count), true)
  return bytes
}

/** Throws ProtocolError. */
export function readCount(bytes: Uint8Array): number {
  if (bytes.byteLength !== 8) throw new ProtocolError('malformed-record', 'acknowledgement')
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true))
}
