import { LIMITS } from '../protocol/limits.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'
import type { RecordHeader } from './record.ts'
import { concat } from './sealing/length-value.ts'

const MOST_BYTES = { message: LIMITS.controlMessageBytes, frame: LIMITS.assembledMessageBytes } as const
type AssembledType = keyof typeof MOST_BYTES

/** Puts messages together from their records. */
export class MessageAssembler {
  #parts: Uint8Array[] = []
  #size = 0
  #type: AssembledType | undefined

  /** The whole message with its last part, undefined before. Throws ProtocolError. */
  add(type: AssembledType, { more, length }: RecordHeader, payload: Uint8Array): Uint8Array | undefined {
    if (this.#type !== undefined && this.#type !== type) {
      throw new ProtocolError('malformed-record', 'type', 'another message began inside one')
    }
    this.#parts.push(payload)
    this.#size += payload.byteLength
    if (this.#size > MOST_BYTES[type]) throw new ProtocolError('message-too-large')
    if (more) {
      // An empty part that promises more would let a peer keep us collecting for ever.
      if (length === 0) throw new ProtocolError('malformed-record', 'length')
      this.#type = type
      return undefined
    }
    const whole = this.#parts.length === 1 ? payload : concat(...this.#parts)
    this.clear()
    return whole
  }

  clear(): void {
    this.#parts = []
    this.#size = 0
    this.#type = undefined
  }
}
