import { randomBytes } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unpackZstd } from '../../../../../src/console/screen/decoders/zstd/unpack-zstd.ts'
import { Undecodable } from '../../../../../src/console/screen/undecodable.ts'
import { zstdFrame } from '../../../../support/spec-encoders.ts'

const CONTENTS = {
  'one byte': Buffer.of(7),
  'one byte, repeated': Buffer.alloc(200_000, 7),
  noise: randomBytes(150_000),
  'few values, most of them rare': Buffer.from(randomBytes(300_000).map((byte) => Math.floor((byte / 256) ** 6 * 40))),
  'rows that resemble those above': resembling(180_000, 240),
  text: Buffer.from(Array.from({ length: 9000 }, (_, line) => `line ${line * 7} of the page\n`).join('')),
}

function resembling(length: number, row: number): Buffer {
  const bytes = randomBytes(length)
  for (let at = row; at < length; at += 1) bytes[at] = (bytes[at] ?? 0) < 230 ? (bytes[at - row] ?? 0) : at & 3
  return bytes
}

/** A frame of one segment that claims `size` bytes, up to 255, in this one block. */
function frameOf(size: number, kind: number, block: readonly number[]): Uint8Array {
  const head = (block.length << 3) | (kind << 1) | 1
  return Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, size, head & 255, head >> 8, head >> 16, ...block)
}

describe('unpackZstd', () => {
  describe.each(Object.entries(CONTENTS))('%s', (_name, content) => {
    test.each([-5, 1, 3, 9, 19])('comes back as it was packed at level %i', (level) => {
      expect(content.equals(unpackZstd(zstdFrame(content, level), content.byteLength))).toBe(true)
    })
  })

  test('a claim of another size than the rectangle’s is refused before it costs anything', () => {
    const claims = Buffer.from('28b52ffde0ffffffffffffff1f010000', 'hex')
    expect(() => unpackZstd(claims, 100)).toThrow(Undecodable)
    const packed = zstdFrame(Buffer.alloc(100))
    expect(() => unpackZstd(packed, 99)).toThrow(Undecodable)
    expect(() => unpackZstd(Buffer.concat([packed, Uint8Array.of(0)]), 100)).toThrow(Undecodable)
  })

  test('nineteen bytes that ask for gigabytes of copying are refused', () => {
    // 33 535 sequences of 65 539 bytes each, out of no bits; a reader that believes them is busy for ten seconds.
    const bomb = frameOf(64, 2, [0x08, 65, 255, 0xff, 0x03, 0x54, 0, 0, 52, 1])
    expect(() => unpackZstd(bomb, 64)).toThrow(Undecodable)
  })

  test('a table of weights that takes no bits has an end', () => {
    // One symbol has all 32 places, so every state leads to itself without a bit.
    const weights = [4, 0xf0, 0x03, 0xff, 0xff]
    const literals = [0x42, 0, 2, ...weights, 1, 1, 1]
    expect(() => unpackZstd(frameOf(64, 2, [...literals, 0]), 64)).toThrow('too many weights')
  })

  test('what differs from a frame is refused, or read as everybody reads it', () => {
    const content = Buffer.concat([CONTENTS.text.subarray(0, 900), CONTENTS.noise.subarray(0, 60)])
    const whole = zstdFrame(content)
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const frame = Buffer.from(whole)
        for (const [at, value] of changes) frame[at] = value
        const read = attempt(() => unpackZstd(frame, content.byteLength))
        if (read) expect(zstdDecompressSync(frame).equals(read)).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })
})

function attempt(read: () => Uint8Array): Uint8Array | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error
    return undefined
  }
}
