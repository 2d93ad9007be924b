import { RECORD_HEADER_BYTES, readRecordHeader, writeRecordHeader } from '../../src/channel/record.ts'
import { type HandshakeMessage, handshakeCodec } from '../../src/protocol/handshake/catalog.ts'
import type { Side } from './memory-pipe.ts'

/** What is said in clear, with its number, in the bytes that are said. */
export function clearRecord(seq: number, message: HandshakeMessage, from: Side): Uint8Array<ArrayBuffer> {
  return recordInClear(BigInt(seq), new TextEncoder().encode(handshakeCodec.encode(message, from)))
}

export function recordInClear(seq: bigint, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(RECORD_HEADER_BYTES + payload.byteLength)
  const header = { type: 'handshake', more: false, epoch: 0, grantEpoch: 0, length: payload.byteLength } as const
  writeRecordHeader(record, 0, { ...header, seq })
  record.set(payload, RECORD_HEADER_BYTES)
  return record
}

/** The very bytes that were said; what sealed records hold cannot be read. */
export function payloadOf(record: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return record.slice(RECORD_HEADER_BYTES)
}

/** Undefined for a sealed record. */
export function saidInClear(record: Uint8Array<ArrayBuffer>, from: Side): HandshakeMessage | undefined {
  if (readRecordHeader(record).type !== 'handshake') return undefined
  return handshakeCodec.decodeBytes(payloadOf(record), from)
}
