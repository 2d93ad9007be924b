import { Undecodable } from '../../undecodable.ts'
import { BackwardBits } from './backward-bits.ts'
import { copyBytes, repeatBytes } from './copy-bytes.ts'
import type { FseTable } from './fse-table.ts'
import type { SequenceTables } from './sequence-tables.ts'

/** Bits that follow a code; from the code on that is the first with any, each code's value begins where the last one ends. */
const LITERAL_BITS = codeBits(16, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
const LITERAL_BASES = codeBases(LITERAL_BITS, 0)
const MATCH_BITS = codeBits(32, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
const MATCH_BASES = codeBases(MATCH_BITS, 3)

/** What `read` gives at once. */
const MOST_BITS = 25

/** Where the bytes come from and go to; every block goes on where the last one stopped. */
export interface Unpacking {
  readonly out: Uint8Array
  /** How much of `out` is there. */
  at: number
  /** The last three offsets, the newest first. */
  repeats: [number, number, number]
}

/** Carries out `count` times: copy some literals, then repeat something that is already there. What is left of them follows. */
export function runSequences(
  { bytes, start, end, count }: { bytes: Uint8Array; start: number; end: number; count: number },
  [literalLengths, offsets, matchLengths]: SequenceTables,
  literals: Uint8Array,
  unpacking: Unpacking,
): void {
  const { out } = unpacking
  const [lengthTable, offsetTable, matchTable] = [literalLengths, offsets, matchLengths] as [
    FseTable,
    FseTable,
    FseTable,
  ]
  const bits = new BackwardBits(bytes, start, end)
  let lengthState = bits.read(lengthTable.log)
  let offsetState = bits.read(offsetTable.log)
  let matchState = bits.read(matchTable.log)
  let { at } = unpacking
  let literal = 0
  for (let left = count; left > 0; left -= 1) {
    const offsetCode = offsetTable.symbols[offsetState] as number
    const matchCode = matchTable.symbols[matchState] as number
    const lengthCode = lengthTable.symbols[lengthState] as number
    const distance = readDistance(bits, offsetCode)
    const match = (MATCH_BASES[matchCode] as number) + bits.read(MATCH_BITS[matchCode] as number)
    const length = (LITERAL_BASES[lengthCode] as number) + bits.read(LITERAL_BITS[lengthCode] as number)
    const offset = usedOffset(unpacking.repeats, distance, length)
    // Checked before a byte moves, so that no claim costs more than what there is room for.
    if (length > literals.length - literal || length + match > out.length - at || offset > at + length || offset === 0)
      throw new Undecodable('a sequence beyond its bytes')
    copyBytes(literals, literal, out, at, length)
    literal += length
    at += length
    repeatBytes(out, at, offset, match)
    at += match
    if (left === 1) break
    lengthState = (lengthTable.bases[lengthState] as number) + bits.read(lengthTable.bits[lengthState] as number)
    matchState = (matchTable.bases[matchState] as number) + bits.read(matchTable.bits[matchState] as number)
    offsetState = (offsetTable.bases[offsetState] as number) + bits.read(offsetTable.bits[offsetState] as number)
    if (bits.left < 0) break
  }
  if (bits.left !== 0) throw new Undecodable('bits that do not come out even')
  const rest = literals.length - literal
  if (rest > out.length - at) throw new Undecodable('literals beyond the content')
  copyBytes(literals, literal, out, at, rest)
  unpacking.at = at + rest
}

function readDistance(bits: BackwardBits, code: number): number {
  if (code <= MOST_BITS) return 2 ** code + bits.read(code)
  const high = bits.read(code - MOST_BITS) * 2 ** MOST_BITS
  return 2 ** code + high + bits.read(MOST_BITS)
}

/** The numbers up to 3 mean one of the last three offsets; without literals the newest would be pointless, so they mean the next. */
function usedOffset(repeats: [number, number, number], distance: number, literals: number): number {
  const [first, second, third] = repeats
  const index = distance > 3 ? 4 : distance - (literals === 0 ? 0 : 1)
  if (index === 0) return first
  const offset = index === 4 ? distance - 3 : index === 1 ? second : index === 2 ? third : first - 1
  if (index > 1) repeats[2] = second
  repeats[1] = first
  repeats[0] = offset
  return offset
}

function codeBits(without: number, then: readonly number[]): Uint8Array {
  return Uint8Array.of(...new Uint8Array(without), ...then)
}

function codeBases(bits: Uint8Array, first: number): Uint32Array {
  let next = first
  return Uint32Array.from(bits, (count) => {
    const base = next
    next += 2 ** count
    return base
  })
}
