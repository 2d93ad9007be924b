import { Undecodable } from '../../undecodable.ts'
import { copyBytes } from './copy-bytes.ts'
import { frameHeader } from './frame-header.ts'
import type { HuffmanTable } from './huffman-table.ts'
import { readLiterals } from './literals.ts'
import { readSequenceTables, type SequenceTables } from './sequence-tables.ts'
import { runSequences, type Unpacking } from './sequences.ts'

const BLOCK_HEADER_BYTES = 3
const CHECKSUM_BYTES = 4
/** The bits of a stream are read four bytes at a time, also where fewer are left. */
const PADDING = 4

/** Packers make blocks of 128 KiB and split some; a block of almost nothing costs more to begin than it gives. */
const LEAST_BLOCK_BYTES = 512
const FREE_BLOCKS = 16

interface Unpacker extends Unpacking {
  huffman?: HuffmanTable | undefined
  tables?: SequenceTables
}

/**
 * Unpacks one zstd frame (RFC 8878) of exactly `size` bytes. Throws Undecodable. What a frame claims is compared before
 * anything is allocated, and nothing it says costs more than its bytes and `size`. A checksum is skipped: whole records are
 * authentic already.
 */
export function unpackZstd(frame: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const header = frameHeader(frame)
  if (header?.contentSize !== size) throw new Undecodable('a zstd frame of another size')
  const end = frame.byteLength - (header.checksum ? CHECKSUM_BYTES : 0)
  const bytes = new Uint8Array(frame.byteLength + PADDING)
  bytes.set(frame)
  const out = new Uint8Array(size)
  const unpacker: Unpacker = { out, at: 0, repeats: [1, 4, 8] }
  let at = header.bytes
  let blocks = FREE_BLOCKS + size / LEAST_BLOCK_BYTES
  for (let last = false; !last; blocks -= 1) {
    const head = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
    last = (head & 1) !== 0
    at += BLOCK_HEADER_BYTES
    if (at > end || blocks <= 0) throw new Undecodable('no end of blocks')
    at = unpackBlock(bytes.subarray(0, end + PADDING), at, end, head, unpacker)
  }
  if (at !== end || unpacker.at !== size) throw new Undecodable('a frame that does not come out even')
  return out
}

/** Returns where the next block begins. */
function unpackBlock(bytes: Uint8Array, start: number, frameEnd: number, head: number, unpacker: Unpacker): number {
  const [kind, size] = [(head >> 1) & 3, head >> 3]
  const end = start + (kind === 1 ? 1 : size)
  if (end > frameEnd || kind === 3) throw new Undecodable('a block beyond its frame')
  if (kind === 2) {
    unpackCompressed(bytes.subarray(0, end + PADDING), start, end, unpacker)
    return end
  }
  const { out, at } = unpacker
  if (size > out.length - at) throw new Undecodable('a block beyond the content')
  if (kind === 1) out.fill(bytes[start] ?? 0, at, at + size)
  else copyBytes(bytes, start, out, at, size)
  unpacker.at += size
  return end
}

function unpackCompressed(bytes: Uint8Array, start: number, end: number, unpacker: Unpacker): void {
  const { literals, table, end: from } = readLiterals(bytes, start, unpacker.huffman)
  unpacker.huffman = table
  const [count, at] = sequenceCount(bytes, from)
  if (count === 0) {
    if (at !== end || literals.length > unpacker.out.length - unpacker.at)
      throw new Undecodable('literals beyond the content')
    copyBytes(literals, 0, unpacker.out, unpacker.at, literals.length)
    unpacker.at += literals.length
    return
  }
  const [tables, bitsAt] = readSequenceTables(bytes, at, unpacker.tables)
  unpacker.tables = tables
  runSequences({ bytes, start: bitsAt, end, count }, tables, literals, unpacker)
}

/** How many sequences a block has, and where what is said about them begins. */
function sequenceCount(bytes: Uint8Array, at: number): [count: number, at: number] {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  if (first < 128) return [first, at + 1]
  return first < 255 ? [((first - 128) << 8) | second, at + 2] : [second + (third << 8) + 0x7f00, at + 3]
}
