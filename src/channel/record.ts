import { LIMITS } from '../protocol/limits.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'

/**
 * The header of a record, 24 bytes, little-endian; then the payload, and behind a sealed one 16 bytes of tag:
 *
 *     offset 0   u8   version      1
 *     offset 1   u8   type         1 control message, 2 frame, 3 handshake message (in clear), 4 acknowledgement;
 *                                  bit 7: more parts follow
 *     offset 2   u16  channel      0
 *     offset 4   u32  epoch        which key; 0 in clear
 *     offset 8   u64  seq          counts the records of one direction from 0: of an epoch, or of those in clear on this pipe
 *     offset 16  u32  grantEpoch   how often rights were narrowed, as far as the sender knows
 *     offset 20  u32  length       bytes of payload
 *
 * Bytes 4 to 15 are the nonce; the whole header is authenticated with the payload.
 */
export const RECORD_HEADER_BYTES = 24
export const TAG_BYTES = 16

const VERSION = 1
const MORE_PARTS = 0x80
const NONCE_START = 4
const NONCE_END = 16

const RECORD_TYPES = { message: 1, frame: 2, handshake: 3, acknowledgement: 4 } as const
export type RecordType = keyof typeof RECORD_TYPES

export interface RecordHeader {
  readonly type: RecordType
  readonly more: boolean
  readonly epoch: number
  readonly seq: bigint
  readonly grantEpoch: number
  readonly length: number
}

export function writeRecordHeader(target: Uint8Array, offset: number, header: RecordHeader): void {
  const view = new DataView(target.buffer, target.byteOffset + offset, RECORD_HEADER_BYTES)
  view.setUint8(0, VERSION)
  view.setUint8(1, RECORD_TYPES[header.type] | (header.more ? MORE_PARTS : 0))
  view.setUint16(2, 0, true)
  view.setUint32(4, header.epoch, true)
  view.setBigUint64(8, header.seq, true)
  view.setUint32(16, header.grantEpoch, true)
  view.setUint32(20, header.length, true)
}

/** Throws ProtocolError unless the bytes are one whole record. */
export function readRecordHeader(bytes: Uint8Array): RecordHeader {
  if (bytes.byteLength < RECORD_HEADER_BYTES) throw new ProtocolError('malformed-record', 'length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_HEADER_BYTES)
  if (view.getUint8(0) !== VERSION) throw new ProtocolError('malformed-record', 'version')
  const type = typeNames.get(view.getUint8(1) & ~MORE_PARTS)
  if (!type) throw new ProtocolError('malformed-record', 'type')
  if (view.getUint16(2, true) !== 0) throw new ProtocolError('malformed-record', 'channel')
  const length = view.getUint32(20, true)
  const most = type === 'handshake' ? LIMITS.handshakeBytes : LIMITS.recordPayloadBytes
  const tail = type === 'handshake' ? 0 : TAG_BYTES
  if (length > most || length !== bytes.byteLength - RECORD_HEADER_BYTES - tail) {
    throw new ProtocolError('malformed-record', 'length')
  }
  return {
    type,
    more: (view.getUint8(1) & MORE_PARTS) !== 0,
    epoch: view.getUint32(4, true),
    seq: view.getBigUint64(8, true),
    grantEpoch: view.getUint32(16, true),
    length,
  }
}

/** What no two records under one key have in common: epoch and number. */
export function nonceOf(record: Uint8Array): Uint8Array<ArrayBuffer> {
  return record.slice(NONCE_START, NONCE_END)
}

const typeNames = new Map<number, RecordType>(
  (Object.entries(RECORD_TYPES) as [RecordType, number][]).map(([name, number]) => [number, name]),
)
