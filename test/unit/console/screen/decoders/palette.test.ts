import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePalette } from '../../../../../src/console/screen/decoders/palette.ts'
import { Undecodable } from '../../../../../src/console/screen/undecodable.ts'
import { encodePalette, packIndices, zstdFrame } from '../../../../support/spec-encoders.ts'

const SIZE = { width: 13, height: 5 }

function palette(data: Uint8Array, size = SIZE) {
  return { kind: 'palette', x: 0, y: 0, ...size, data } as const
}

/** A picture that uses this many colours. */
function picture(colours: number, { width, height } = SIZE): Buffer {
  const colourOf = (pixel: number) => [(pixel % colours) * 7, 255 - (pixel % colours), (pixel % colours) * 40]
  return Buffer.from(Array.from({ length: width * height }, (_, pixel) => colourOf(pixel)).flat())
}

function rgbOf(pixels: Uint32Array): Buffer {
  return Buffer.from([...pixels].flatMap((pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]))
}

describe('decodePalette', () => {
  test.each([1, 2, 3, 4, 5, 16, 17, 65])('gives every pixel of %i colours back, opaque', (colours) => {
    const rgb = picture(colours)
    const { pixels } = decodePalette(palette(encodePalette(rgb, SIZE)))
    expect(rgbOf(pixels)).toEqual(rgb)
    expect([...pixels].every((pixel) => pixel >>> 24 === 255)).toBe(true)
  })

  test('takes 256 colours', () => {
    const size = { width: 32, height: 8 }
    const rgb = picture(256, size)
    expect(rgbOf(decodePalette(palette(encodePalette(rgb, size), size)).pixels)).toEqual(rgb)
  })

  const none = Array<number>(SIZE.width * SIZE.height).fill(0)
  const three = Uint8Array.of(2, 1, 2, 3, 4, 5, 6, 7, 8, 9)
  test.each([
    ['nothing', new Uint8Array()],
    ['a single colour', Buffer.concat([Uint8Array.of(0, 1, 2, 3), packIndices(none, SIZE.width, 2)])],
    ['fewer colours than it counts', Uint8Array.of(7, 1, 2, 3)],
    ['a number beyond the colours', Buffer.concat([three, packIndices([...none.slice(1), 3], SIZE.width, 4)])],
    ['more rows', Buffer.concat([three, packIndices([...none, ...none], SIZE.width, 3)])],
    ['something behind its frame', Buffer.concat([three, packIndices(none, SIZE.width, 3), Uint8Array.of(0)])],
    ['a second frame', Buffer.concat([three, packIndices(none, SIZE.width, 3), zstdFrame(new Uint8Array(9))])],
  ])('refuses %s', (_what, data) => {
    expect(() => decodePalette(palette(data))).toThrow(Undecodable)
  })

  test('whatever the bytes are, it reads them or refuses them', () => {
    const whole = encodePalette(picture(5), SIZE)
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(whole.length), (changes, length) => {
        const data = Buffer.from(whole)
        for (const [at, value] of changes) data[at] = value
        try {
          expect(decodePalette(palette(data.subarray(0, length || data.length))).pixels).toHaveLength(65)
        } catch (error) {
          expect(error).toBeInstanceOf(Undecodable)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
