import { crc32, inflateRawSync } from 'node:zlib'
import type { ZipEntry } from '../../../../build-scripts/package-applet/zip.ts'

export interface FoundEntry extends ZipEntry {
  /** As in the file: 0 stored, 8 deflated. */
  readonly method: number
  readonly dosDate: number
  readonly dosTime: number
}

/** Reads as unzip does: from the record at the end through the directory to the files, and believes no header alone. */
export function readZip(zip: Uint8Array): FoundEntry[] {
  const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = buffer.byteLength - 22
  if (buffer.readUInt32LE(end) !== 0x06054b50) throw new Error('no end record')
  const found: FoundEntry[] = []
  let at = buffer.readUInt32LE(end + 16)
  for (let count = buffer.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (buffer.readUInt32LE(at) !== 0x02014b50) throw new Error(`no directory entry at ${at}`)
    found.push(readEntry(buffer, at))
    at += 46 + buffer.readUInt16LE(at + 28)
  }
  if (at !== end || buffer.readUInt32LE(end + 12) !== end - buffer.readUInt32LE(end + 16))
    throw new Error('bad directory')
  return found
}

function readEntry(buffer: Buffer, at: number): FoundEntry {
  const local = buffer.readUInt32LE(at + 42)
  const nameBytes = buffer.readUInt16LE(at + 28)
  if (buffer.readUInt32LE(local) !== 0x04034b50) throw new Error(`no file at ${local}`)
  if (!buffer.subarray(local + 4, local + 28).equals(buffer.subarray(at + 6, at + 30)))
    throw new Error('headers differ')
  const name = buffer.subarray(at + 46, at + 46 + nameBytes)
  if (!buffer.subarray(local + 30, local + 30 + nameBytes).equals(name)) throw new Error('names differ')
  const dataAt = local + 30 + nameBytes
  const data = buffer.subarray(dataAt, dataAt + buffer.readUInt32LE(at + 20))
  const method = buffer.readUInt16LE(at + 10)
  const bytes = Uint8Array.from(method === 8 ? inflateRawSync(data) : data)
  if (bytes.byteLength !== buffer.readUInt32LE(at + 24)) throw new Error('bad size')
  if (crc32(bytes) !== buffer.readUInt32LE(at + 16)) throw new Error('bad checksum')
  return {
    path: name.toString(),
    mode: (buffer.readUInt32LE(at + 38) >>> 16) & 0o7777,
    bytes,
    method,
    dosTime: buffer.readUInt16LE(at + 12),
    dosDate: buffer.readUInt16LE(at + 14),
  }
}
