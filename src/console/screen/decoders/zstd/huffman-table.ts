import { Undecodable } from '../../undecodable.ts'
import { BackwardBits } from './backward-bits.ts'
import { readFseTable } from './fse-table.ts'

const MOST_BITS = 11
const MOST_WEIGHTS = 255
const MOST_WEIGHT_LOG = 6

/** By as many bits as the longest code has: the symbol in the lower byte, how many bits are its own in the upper. */
export interface HuffmanTable {
  readonly bits: number
  readonly entries: Uint16Array
}

/** Reads a table (RFC 8878, 4.2.1); returns it with where the bytes go on. */
export function readHuffmanTable(bytes: Uint8Array, start: number): [HuffmanTable, number] {
  const head = bytes[start] ?? 0
  const from = start + 1
  if (head < 128) return [makeTable(packedWeights(bytes, from, from + head)), from + head]
  const count = head - 127
  const weights = Array.from({ length: count }, (_, index) => {
    const both = bytes[from + (index >> 1)] ?? 0
    return index & 1 ? both & 15 : both >> 4
  })
  return [makeTable(weights), from + ((count + 1) >> 1)]
}

/** Two states take turns until the bits are used up. */
function packedWeights(bytes: Uint8Array, start: number, end: number): number[] {
  const [{ log, symbols, bits, bases }, from] = readFseTable(bytes, start, MOST_WEIGHTS, MOST_WEIGHT_LOG)
  if (end > bytes.length) throw new Undecodable('weights beyond the frame')
  const reader = new BackwardBits(bytes, from, end)
  let [state, other] = [reader.read(log), reader.read(log)]
  const weights: number[] = []
  while (reader.left >= 0) {
    // A table can take no bits at all; what it says has an end all the same.
    if (weights.length >= MOST_WEIGHTS) throw new Undecodable('too many weights')
    weights.push(symbols[state] ?? 0)
    const next = (bases[state] ?? 0) + reader.read(bits[state] ?? 0)
    state = other
    other = next
  }
  weights.push(symbols[state] ?? 0)
  return weights
}

/** The last symbol's weight is what the others leave; of several codes the shorter ones come later. */
function makeTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, weight) => total + (weight > 0 ? 2 ** (weight - 1) : 0), 0)
  const bits = 32 - Math.clz32(sum)
  const left = 2 ** bits - sum
  if (sum === 0 || bits > MOST_BITS || weights.length > MOST_WEIGHTS) throw new Undecodable('no Huffman table')
  if ((left & (left - 1)) !== 0) throw new Undecodable('weights that do not add up')
  const all = [...weights, 32 - Math.clz32(left)]
  const entries = new Uint16Array(2 ** bits)
  let at = 0
  for (let weight = 1; weight <= bits; weight += 1) {
    for (const [symbol, its] of all.entries()) {
      if (its !== weight) continue
      entries.fill(symbol | ((bits + 1 - weight) << 8), at, at + 2 ** (weight - 1))
      at += 2 ** (weight - 1)
    }
  }
  return { bits, entries }
}

/** Fills `out` from the bits of one stream, which has to hold exactly that. */
export function readHuffmanStream(table: HuffmanTable, bytes: Uint8Array, start: number, end: number, out: Uint8Array) {
  const { bits, entries } = table
  const mask = (1 << bits) - 1
  let at = new BackwardBits(bytes, start, end).at - bits
  const pairs = out.length - (out.length & 1)
  let to = 0
  // What is read at once is enough for two of the longest codes.
  while (to < pairs) {
    const shift = ((at - bits) & 7) + bits
    const four = fourBytes(bytes, (at - bits) >> 3)
    const entry = entries[(four >>> shift) & mask] as number
    const other = entries[(four >>> (shift - (entry >> 8))) & mask] as number
    out[to] = entry
    out[to + 1] = other
    to += 2
    at -= (entry >> 8) + (other >> 8)
  }
  if (to < out.length) {
    const entry = entries[(fourBytes(bytes, at >> 3) >>> (at & 7)) & mask] as number
    out[to] = entry
    at -= entry >> 8
  }
  if (at + bits !== start * 8) throw new Undecodable('bits that do not come out even')
}

function fourBytes(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  )
}
