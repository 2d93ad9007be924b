import { crc32, deflateRawSync } from 'node:zlib'

/** A file in a zip. Folders need no entry of their own. */
export interface ZipEntry {
  /** From the top of the zip, with `/` between the names. */
  readonly path: string
  /** Unix permission bits, such as 0o755. */
  readonly mode: number
  readonly bytes: Uint8Array
}

/** Method and bytes as they lie in the file. */
interface Packed {
  readonly name: Uint8Array
  readonly mode: number
  readonly crc: number
  readonly plainBytes: number
  readonly method: typeof STORED | typeof DEFLATED
  readonly data: Uint8Array
}

const LOCAL = { magic: 0x04034b50, bytes: 30 } as const
const CENTRAL = { magic: 0x02014b50, bytes: 46 } as const
const END = { magic: 0x06054b50, bytes: 22 } as const
const STORED = 0
const DEFLATED = 8
const VERSION_NEEDED = 20
/** Written by a Unix: without it nobody looks at the mode. */
const MADE_BY = (3 << 8) | VERSION_NEEDED
const REGULAR_FILE = 0o100000
const NAMES_ARE_UTF8 = 0x800
/** 1 January 1980, the first day that a zip knows. The clock stays out of the file, so that the same build gives the same zip. */
const DATE = (1 << 5) | 1
const MOST_BYTES = 0xffffffff
const MOST_ENTRIES = 0xffff

/**
 * The entries as a zip, in the order given; the same entries give the same bytes. Throws RangeError where only zip64 would do:
 * 4 GiB, or more than 65,535 files.
 */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length > MOST_ENTRIES)
    throw new RangeError(`A zip without zip64 has no room for ${entries.length} files.`)
  const files: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = pack(entry)
    directory.push(centralHeader(packed, offset), packed.name)
    files.push(localHeader(packed), packed.name, packed.data)
    offset += LOCAL.bytes + packed.name.byteLength + packed.data.byteLength
    if (offset > MOST_BYTES || packed.plainBytes > MOST_BYTES)
      throw new RangeError('A zip without zip64 ends at 4 GiB.')
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.byteLength, 0)
  return Buffer.concat([...files, ...directory, endRecord(entries.length, offset, directoryBytes)])
}

/** What does not get smaller is stored as it is. */
function pack({ path, mode, bytes }: ZipEntry): Packed {
  const deflated = deflateRawSync(bytes)
  const smaller = deflated.byteLength < bytes.byteLength
  return {
    name: Buffer.from(path),
    mode,
    crc: crc32(bytes),
    plainBytes: bytes.byteLength,
    method: smaller ? DEFLATED : STORED,
    data: smaller ? deflated : bytes,
  }
}

function localHeader(packed: Packed): Uint8Array {
  const header = Buffer.alloc(LOCAL.bytes)
  header.writeUInt32LE(LOCAL.magic, 0)
  writeFileFields(header, 4, packed)
  return header
}

function centralHeader(packed: Packed, offset: number): Uint8Array {
  const header = Buffer.alloc(CENTRAL.bytes)
  header.writeUInt32LE(CENTRAL.magic, 0)
  header.writeUInt16LE(MADE_BY, 4)
  writeFileFields(header, 6, packed)
  header.writeUInt32LE(((REGULAR_FILE | packed.mode) << 16) >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return header
}

/** The 24 bytes that are the same in both headers; the time of day stays zero. */
function writeFileFields(header: Buffer, at: number, { name, crc, plainBytes, method, data }: Packed): void {
  header.writeUInt16LE(VERSION_NEEDED, at)
  header.writeUInt16LE(NAMES_ARE_UTF8, at + 2)
  header.writeUInt16LE(method, at + 4)
  header.writeUInt16LE(DATE, at + 8)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(data.byteLength, at + 14)
  header.writeUInt32LE(plainBytes, at + 18)
  header.writeUInt16LE(name.byteLength, at + 22)
}

function endRecord(entries: number, directoryAt: number, directoryBytes: number): Uint8Array {
  const record = Buffer.alloc(END.bytes)
  record.writeUInt32LE(END.magic, 0)
  record.writeUInt16LE(entries, 8)
  record.writeUInt16LE(entries, 10)
  record.writeUInt32LE(directoryBytes, 12)
  record.writeUInt32LE(directoryAt, 16)
  return record
}
