import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from '../../../src/base/crc32.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { BLOCK_HEADER_BYTES, decodeBlock, encodeBlock, isBlock } from '../../../src/protocol/peer/block-codec.ts'
import { encodeUpdate } from '../../../src/protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'

const data = Uint8Array.of(1, 2, 3)

test('[P23] a block is laid out as the specification says', () => {
  const bytes = encodeBlock(0x0102_0304, 0x05_0607_0809, data)
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(zlibCrc32(data))
  expect(Buffer.from(bytes).toString('hex')).toBe(`020000000403020109080706050000${'00'}${sum.toString('hex')}010203`)
})

test('[P23] what was written is read again', () => {
  const arbitrary = fc.record({
    file: fc.integer({ min: 0, max: 0xffff_ffff }),
    offset: fc.integer({ min: 0, max: LIMITS.fileBytes - 100 }),
    data: fc.uint8Array({ minLength: 1, maxLength: 100 }),
  })
  fc.assert(
    fc.property(arbitrary, ({ file, offset, data: content }) => {
      expect(decodeBlock(encodeBlock(file, offset, content))).toEqual({ file, offset, data: content, isWhole: true })
    }),
  )
})

test('[P23] a block of which a byte changed is not whole', () => {
  const bytes = encodeBlock(1, 0, data)
  bytes[BLOCK_HEADER_BYTES] = 9
  expect(decodeBlock(bytes).isWhole).toBe(false)
})

test.each([
  ['nothing', new Uint8Array()],
  ['a header without data', encodeBlock(1, 0, new Uint8Array())],
  ['more data than a block has', encodeBlock(1, 0, new Uint8Array(LIMITS.fileBlockBytes + 1))],
  ['a place behind the largest file', encodeBlock(1, LIMITS.fileBytes, data)],
  ['the largest number', Uint8Array.from(encodeBlock(1, 0, data), (byte, at) => (at >= 8 && at < 16 ? 0xff : byte))],
  ['an update', encodeUpdate({ keyframe: true, seq: 1, capturedAt: 0, epoch: 0, rects: [] })],
])('[P23] %s is no block', (_, bytes) => {
  expect(() => decodeBlock(bytes)).toThrow(ProtocolError)
})

test('a binary message says by its first byte whether it is a block', () => {
  expect(isBlock(encodeBlock(1, 0, data))).toBe(true)
  expect(isBlock(encodeUpdate({ keyframe: true, seq: 1, capturedAt: 0, epoch: 0, rects: [] }))).toBe(false)
  expect(isBlock(new Uint8Array())).toBe(false)
})

test('our sum is the one that everybody calls CRC-32', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)))
})
