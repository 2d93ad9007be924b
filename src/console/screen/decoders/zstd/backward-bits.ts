import { Undecodable } from '../../undecodable.ts'

/**
 * Bits that were written forward and are read from their end, as zstd has them: the highest 1 of the last byte marks it. Four
 * bytes behind the last one must be readable.
 */
export class BackwardBits {
  /** The first bit that was read, counted from the beginning of the bytes; it sinks below `start` when too much is read. */
  at: number
  readonly #bytes: Uint8Array
  readonly #start: number

  constructor(bytes: Uint8Array, start: number, end: number) {
    const last = end > start ? (bytes[end - 1] as number) : 0
    if (last === 0) throw new Undecodable('bits without an end')
    this.#bytes = bytes
    this.#start = start * 8
    this.at = end * 8 - Math.clz32(last) + 24 - 1
  }

  /** How many are left; negative when more were read than there are. */
  get left(): number {
    return this.at - this.#start
  }

  /** At most 25 bits at once. Whoever reads too many gets any, and sees it in `left`. */
  read(count: number): number {
    this.at -= count
    const [bytes, from] = [this.#bytes, this.at >> 3]
    const four =
      (bytes[from] as number) |
      ((bytes[from + 1] as number) << 8) |
      ((bytes[from + 2] as number) << 16) |
      ((bytes[from + 3] as number) << 24)
    return (four >>> (this.at & 7)) & ((1 << count) - 1)
  }
}
