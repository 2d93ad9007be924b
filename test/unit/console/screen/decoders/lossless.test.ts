import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLossless } from '../../../../../src/console/screen/decoders/lossless.ts'
import { Undecodable } from '../../../../../src/console/screen/undecodable.ts'
import { encodeLossless, zstdFrame } from '../../../../support/spec-encoders.ts'

function lossless(data: Uint8Array, width: number, height: number) {
  return { kind: 'lossless', x: 0, y: 0, width, height, data } as const
}

function rgbOf(pixels: Uint32Array): Buffer {
  return Buffer.from([...pixels].flatMap((pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]))
}

describe('decodeLossless', () => {
  test('gives the pixels of any picture back, opaque', () => {
    const side = fc.integer({ min: 1, max: 9 })
    const pictures = fc
      .tuple(side, side)
      .chain(([width, height]) =>
        fc.tuple(
          fc.constant({ width, height }),
          fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
        ),
      )
    fc.assert(
      fc.property(pictures, ([size, rgb]) => {
        const { pixels } = decodeLossless(lossless(encodeLossless(rgb, size), size.width, size.height))
        expect(rgbOf(pixels)).toEqual(Buffer.from(rgb))
        expect([...pixels].every((pixel) => pixel >>> 24 === 255)).toBe(true)
      }),
    )
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['too few bytes', zstdFrame(new Uint8Array(3 * 12 - 1))],
    ['too many bytes', zstdFrame(new Uint8Array(3 * 12 + 1))],
    ['bytes that are not packed', new Uint8Array(3 * 12)],
  ])('refuses %s', (_what, data) => {
    expect(() => decodeLossless(lossless(data, 4, 3))).toThrow(Undecodable)
  })
})
