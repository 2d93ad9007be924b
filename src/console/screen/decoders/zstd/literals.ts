import { Undecodable } from '../../undecodable.ts'
import { type HuffmanTable, readHuffmanStream, readHuffmanTable } from './huffman-table.ts'

const MOST_LITERALS = 128 * 1024
const STREAMS = 4

export interface Literals {
  readonly literals: Uint8Array
  /** The table for blocks that bring none. */
  readonly table: HuffmanTable | undefined
  /** Where the sequences begin. */
  readonly end: number
}

/** Reads the bytes that a block has in plain or by Huffman codes (RFC 8878, 3.1.1.3.1). */
export function readLiterals(bytes: Uint8Array, start: number, kept: HuffmanTable | undefined): Literals {
  const [kind, format] = [(bytes[start] ?? 0) & 3, ((bytes[start] ?? 0) >> 2) & 3]
  if (kind < 2) return plainLiterals(bytes, start, kind === 1, format, kept)
  const [headerBytes, bits] = [format < 2 ? 3 : format + 2, format < 2 ? 10 : 4 * format + 6]
  const header = Number(headerNumber(bytes, start, headerBytes) >> 4n)
  const size = header % 2 ** bits
  const from = start + headerBytes
  const end = from + Math.floor(header / 2 ** bits)
  if (size > MOST_LITERALS || end > bytes.length) throw new Undecodable('literals too long')
  const [table, at] = kind === 2 ? readHuffmanTable(bytes, from) : [kept, from]
  if (!table || at > end) throw new Undecodable('no Huffman table')
  const literals = new Uint8Array(size)
  if (format === 0) readHuffmanStream(table, bytes, at, end, literals)
  else readStreams(table, bytes, at, end, literals)
  return { literals, table, end }
}

function plainLiterals(bytes: Uint8Array, start: number, same: boolean, format: number, table: Literals['table']) {
  const headerBytes = format & 1 ? (format + 3) >> 1 : 1
  const size = Number(headerNumber(bytes, start, headerBytes) >> (format & 1 ? 4n : 3n))
  const from = start + headerBytes
  const end = from + (same ? 1 : size)
  if (size > MOST_LITERALS || end > bytes.length) throw new Undecodable('literals too long')
  const literals = same ? new Uint8Array(size).fill(bytes[from] ?? 0) : bytes.subarray(from, end)
  return { literals, table, end }
}

function headerNumber(bytes: Uint8Array, start: number, count: number): bigint {
  return bytes.subarray(start, start + count).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** Four streams for as many quarters, behind the lengths of the first three. */
function readStreams(table: HuffmanTable, bytes: Uint8Array, start: number, end: number, out: Uint8Array): void {
  const quarter = (out.length + 3) >> 2
  if (quarter * (STREAMS - 1) > out.length) throw new Undecodable('too little for four streams')
  let from = start + 6
  for (let index = 0; index < STREAMS; index += 1) {
    const length = (bytes[start + index * 2] ?? 0) | ((bytes[start + index * 2 + 1] ?? 0) << 8)
    const to = index < STREAMS - 1 ? from + length : end
    if (from > to || to > end) throw new Undecodable('a stream beyond its literals')
    readHuffmanStream(table, bytes, from, to, out.subarray(index * quarter, (index + 1) * quarter))
    from = to
  }
}
