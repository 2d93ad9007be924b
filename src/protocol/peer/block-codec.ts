import { crc32 } from '../../base/crc32.ts'
import { LIMITS } from '../limits.ts'
import { ProtocolError } from '../protocol-error.ts'

/** The first byte of a binary message: what it is. An update has the other number. */
const BLOCK = 2

/**
 * A piece of a file, little-endian; the data goes to the end of the message:
 *
 *     offset 0   u8   type      2
 *     offset 1   u8   0
 *     offset 2   u16  0
 *     offset 4   u32  file      as its sender numbered it
 *     offset 8   u64  offset    of the first byte in the file
 *     offset 16  u32  CRC-32 of the data
 */
export const BLOCK_HEADER_BYTES = 20

export interface FileBlock {
  readonly file: number
  readonly offset: number
  readonly data: Uint8Array
  /** Whether the data is what was sent. */
  readonly isWhole: boolean
}

export function isBlock(bytes: Uint8Array): boolean {
  return bytes[0] === BLOCK
}

export function encodeBlock(file: number, offset: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BLOCK_HEADER_BYTES + data.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, BLOCK)
  view.setUint32(4, file, true)
  view.setBigUint64(8, BigInt(offset), true)
  view.setUint32(16, crc32(data), true)
  bytes.set(data, BLOCK_HEADER_BYTES)
  return bytes
}

/** The data is a view of `bytes`. Throws ProtocolError. */
export function decodeBlock(bytes: Uint8Array): FileBlock {
  const length = bytes.byteLength - BLOCK_HEADER_BYTES
  if (length <= 0 || length > LIMITS.fileBlockBytes) throw new ProtocolError('malformed-block', 'length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== BLOCK) throw new ProtocolError('malformed-block', 'type')
  const offset = view.getBigUint64(8, true)
  if (offset + BigInt(length) > LIMITS.fileBytes) throw new ProtocolError('malformed-block', 'offset')
  const data = bytes.subarray(BLOCK_HEADER_BYTES)
  const isWhole = view.getUint32(16, true) === crc32(data)
  return { file: view.getUint32(4, true), offset: Number(offset), data, isWhole }
}
