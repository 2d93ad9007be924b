import { LIMITS } from '../protocol/limits.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'

/**
 * The header of a record, 24 bytes, little-endian:
 *
 *     offset 0   u8   version      1
 *     offset 1   u8   type         1 control message, 2 frame; bit 7: more parts follow
 *     offset 2   u16  channel      0
 *     offset 4   u32  epoch        0 until records are sealed
 *     offset 8   u64  seq          counts the records of one direction from 0
 *     offset 16  u32  grantEpoch   0 until records are sealed
 *     offset 20  u32  length       bytes of payload
 */
export const RECORD_HEADER_BYTES = 24

const VERSION = 1
const MORE_PARTS = 0x80

const RECORD_TYPES = { message: 1, frame: 2 } as const
export type RecordType = keyof typeof RECORD_TYPES

export interface RecordHeader {
  readonly type: RecordType
  readonly more: boolean
  readonly seq: bigint
  readonly length: number
}

export function writeRecordHeader(target: Uint8Array, offset: number, header: RecordHeader): void {
  const view = new DataView(target.buffer, target.byteOffset + offset, RECORD_HEADER_BYTES)
  view.setUint8(0, VERSION)
  view.setUint8(1, RECORD_TYPES[header.type] | (header.more ? MORE_PARTS : 0))
  view.setBigUint64(8, header.seq, true)
  view.setUint32(20, header.length, true)
}

/** Throws ProtocolError unless the bytes are one whole record. */
export function readRecordHeader(bytes: Uint8Array): RecordHeader {
  if (bytes.byteLength < RECORD_HEADER_BYTES) throw new ProtocolError('malformed-record', 'length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_HEADER_BYTES)
  if (view.getUint8(0) !== VERSION) throw new ProtocolError('malformed-record', 'version')
  const type = typeNames.get(view.getUint8(1) & ~MORE_PARTS)
  if (!type) throw new ProtocolError('malformed-record', 'type')
  const length = view.getUint32(20, true)
  if (length > LIMITS.recordPayloadBytes || length !== bytes.byteLength - RECORD_HEADER_BYTES) {
    throw new ProtocolError('malformed-record', 'length')
  }
  return { type, more: (view.getUint8(1) & MORE_PARTS) !== 0, seq: view.getBigUint64(8, true), length }
}

const typeNames = new Map<number, RecordType>([
  [RECORD_TYPES.message, 'message'],
  [RECORD_TYPES.frame, 'frame'],
])
