import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBlackAndWhite } from '../../../../../../src/applet/screen/sources/win32/cursor-pixels.ts'

type Rgba = readonly [number, number, number, number]

const CLEAR: Rgba = [0, 0, 0, 0]
const BLACK: Rgba = [0, 0, 0, 255]
const WHITE: Rgba = [255, 255, 255, 255]
const INVERTING = 'inverting'
type Pixel = Rgba | typeof INVERTING

/** BGRX, as Windows draws these pixels on a background of this grey. */
function drawn(pixels: readonly Pixel[], grey: number): Uint8Array {
  return Uint8Array.from(pixels.flatMap((pixel) => drawnPixel(pixel, grey)))
}

function drawnPixel(pixel: Pixel, grey: number): number[] {
  if (pixel === INVERTING) return [255 - grey, 255 - grey, 255 - grey, 0]
  const [red, green, blue, alpha] = pixel
  const mixed = (colour: number) => Math.round((colour * alpha + grey * (255 - alpha)) / 255)
  return [mixed(blue), mixed(green), mixed(red), 0]
}

function seen(pixels: readonly Pixel[], width: number): Rgba[] {
  const rgba = fromBlackAndWhite(drawn(pixels, 0), drawn(pixels, 255), width)
  return pixels.map((_, index) => Array.from(rgba.subarray(index * 4, index * 4 + 4)) as unknown as Rgba)
}

test('what is opaque or clear comes back as it was', () => {
  const pixels: Rgba[] = [BLACK, WHITE, CLEAR, [10, 20, 30, 255]]
  expect(seen(pixels, 4)).toEqual(pixels)
})

test('opacity comes back exactly, and colours as well as it lets them', () => {
  const channel = fc.nat({ max: 255 })
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel, fc.integer({ min: 1, max: 255 })), (pixel) => {
      const [read = CLEAR] = seen([pixel], 1)
      // Rounding twice to whole steps moves the opacity by one at most, and a colour by what one step of it is worth.
      expect(Math.abs(read[3] - pixel[3])).toBeLessThanOrEqual(1)
      const step = 255 / Math.max(1, Math.min(read[3], pixel[3]))
      for (const index of [0, 1, 2] as const) {
        expect(Math.abs(read[index] - pixel[index])).toBeLessThanOrEqual(Math.ceil(step * 2))
      }
    }),
  )
})

test('what inverts the background becomes black with a white outline', () => {
  const bar = Array.from({ length: 15 }, (_, index): Pixel => (index === 7 ? INVERTING : CLEAR))
  const around = [1, 2, 3, 6, 8, 11, 12, 13]
  const expected = bar.map((_, index) => (index === 7 ? BLACK : around.includes(index) ? WHITE : CLEAR))
  expect(seen(bar, 5)).toEqual(expected)
})

test('an outline does not reach around the edge, nor over what is drawn', () => {
  const red: Rgba = [255, 0, 0, 255]
  expect(seen([INVERTING, red, CLEAR, CLEAR, CLEAR, CLEAR], 3)).toEqual([BLACK, red, CLEAR, WHITE, WHITE, CLEAR])
})
