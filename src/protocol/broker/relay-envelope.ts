import { ProtocolError } from '../protocol-error.ts'

/**
 * The 8 bytes in front of every binary WebSocket message, the only part of it that the broker reads (little-endian):
 *
 *     offset 0   u8   type      1 = peer bytes
 *     offset 1   u8   flags     0
 *     offset 2   u16            0
 *     offset 4   u32  stream    which console, as `stream-opened` named it
 */
export const ENVELOPE_BYTES = 8

const PEER_BYTES = 1

export function writeEnvelope(target: Uint8Array, stream: number): void {
  const view = new DataView(target.buffer, target.byteOffset, ENVELOPE_BYTES)
  view.setUint32(0, PEER_BYTES, true)
  view.setUint32(4, stream, true)
}

/** The stream of an envelope; flags are ignored, so that a newer peer may use them. Throws ProtocolError. */
export function readEnvelope(message: Uint8Array): number {
  if (message.byteLength < ENVELOPE_BYTES) throw new ProtocolError('malformed-envelope', 'length')
  const view = new DataView(message.buffer, message.byteOffset, ENVELOPE_BYTES)
  if (view.getUint8(0) !== PEER_BYTES) throw new ProtocolError('malformed-envelope', 'type')
  return view.getUint32(4, true)
}
