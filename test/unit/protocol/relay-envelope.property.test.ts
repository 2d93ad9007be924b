import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../../src/protocol/broker/relay-envelope.ts'

test('the stream that is written into a message is read from it, and the bytes behind it stay as they are', () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), fc.uint8Array(), (stream, payload) => {
      const message = new Uint8Array(ENVELOPE_BYTES + payload.byteLength)
      message.set(payload, ENVELOPE_BYTES)
      writeEnvelope(message, stream)
      expect(readEnvelope(message)).toBe(stream)
      expect(message.subarray(ENVELOPE_BYTES)).toEqual(payload)
    }),
  )
})
