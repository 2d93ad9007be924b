import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessageAssembler } from '../../../src/channel/message-assembler.ts'
import { RECORD_HEADER_BYTES, readRecordHeader, TAG_BYTES, writeRecordHeader } from '../../../src/channel/record.ts'

const header = fc.record({
  type: fc.constantFrom('message', 'frame', 'handshake', 'acknowledgement'),
  more: fc.boolean(),
  epoch: fc.nat(0xffff_ffff),
  seq: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  grantEpoch: fc.nat(0xffff_ffff),
  length: fc.nat(4000),
})

/** A record of this header: what is in it does not matter to who reads the header. */
function recordOf(written: Parameters<typeof writeRecordHeader>[2], before: number): Uint8Array {
  const tail = written.type === 'handshake' ? 0 : TAG_BYTES
  const bytes = new Uint8Array(before + RECORD_HEADER_BYTES + written.length + tail).fill(0xa5)
  writeRecordHeader(bytes, before, written)
  return bytes
}

test('the header of a record is read as it was written, wherever it stands, and nothing else is written', () => {
  fc.assert(
    fc.property(header, fc.nat(16), (written, before) => {
      const bytes = recordOf(written, before)
      expect(readRecordHeader(bytes.subarray(before))).toEqual(written)
      expect(bytes.subarray(0, before).every((byte) => byte === 0xa5)).toBe(true)
      expect(bytes.subarray(before + RECORD_HEADER_BYTES).every((byte) => byte === 0xa5)).toBe(true)
    }),
  )
})

test('a record that is shorter or longer than it says is refused', () => {
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 40 }), (written, difference) => {
      const bytes = recordOf(written, 0)
      expect(() => readRecordHeader(Buffer.concat([bytes, new Uint8Array(difference)]))).toThrow('length')
      expect(() => readRecordHeader(bytes.subarray(0, Math.max(0, bytes.length - difference)))).toThrow('length')
    }),
  )
})

test('[C1] a message that was cut anywhere comes together again', () => {
  const cut = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 4 }), fc.constantFrom('message', 'frame'), (messages, type) => {
      const assembler = new MessageAssembler()
      for (const parts of messages) {
        const results = parts.map((part, at) => {
          const more = at < parts.length - 1
          const read = { type, more, epoch: 1, seq: BigInt(at), grantEpoch: 0, length: part.byteLength }
          return assembler.add(type, read, part)
        })
        const whole = results.pop()
        expect(results.every((result) => result === undefined)).toBe(true)
        expect(Buffer.from(whole ?? [])).toEqual(Buffer.concat(parts))
      }
    }),
  )
})
