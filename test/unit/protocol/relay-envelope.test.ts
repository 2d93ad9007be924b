import { expect, test } from 'vitest'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../../src/protocol/broker/relay-envelope.ts'

test('the envelope names the stream and leaves the rest of the message alone', () => {
  const message = new Uint8Array(ENVELOPE_BYTES + 2).fill(0xee)
  writeEnvelope(message, 0xdead_beef)
  expect(readEnvelope(message)).toBe(0xdead_beef)
  expect(Buffer.from(message).toString('hex')).toBe('01000000efbeaddeeeee')
})

test('[R3] fewer than 8 bytes, or another type, is no envelope', () => {
  expect(() => readEnvelope(new Uint8Array(7))).toThrow('malformed-envelope at length')
  expect(() => readEnvelope(new Uint8Array(8))).toThrow('malformed-envelope at type')
})
