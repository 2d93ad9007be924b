import { expect, test } from 'vitest'
import { isBgra } from '../../../../../../src/applet/screen/sources/macos/bitmap-format.ts'

const USUAL = { bitsPerComponent: 8, bitsPerPixel: 32, info: 0x2000 | 6 }

test.each([2, 4, 6])('little-endian pixels with alpha first, of kind %i, are blue, green, red, alpha', (alpha) => {
  expect(isBgra({ ...USUAL, info: 0x2000 | alpha })).toBe(true)
})

test.each([
  ['big-endian', { info: 0x4000 | 6 }],
  ['of the host’s order', { info: 6 }],
  ['with alpha last', { info: 0x2000 | 1 }],
  ['floating point', { info: 0x2100 | 6 }],
  ['deep', { bitsPerComponent: 10, info: 0x2000 | 6 }],
  ['of sixteen bytes', { bitsPerPixel: 128 }],
])('pixels that are %s are another form', (_, format) => {
  expect(isBgra({ ...USUAL, ...format })).toBe(false)
})
