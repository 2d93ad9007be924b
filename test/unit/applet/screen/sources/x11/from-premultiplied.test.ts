import { expect, test } from 'vitest'
import { fromPremultiplied } from '../../../../../../src/applet/screen/sources/x11/from-premultiplied.ts'

test('colours are divided by their opacity, and come out as red, green, blue, alpha', () => {
  expect(fromPremultiplied(BigUint64Array.of(0xff_10_20_30n, 0x80_40_00_80n))).toEqual(
    Uint8Array.of(0x10, 0x20, 0x30, 0xff, 0x80, 0x00, 0xff, 0x80),
  )
})

test('what is wholly transparent has no colour', () => {
  expect(fromPremultiplied(BigUint64Array.of(0n, 0x00_ff_ff_ffn))).toEqual(new Uint8Array(8))
})

test('what lies in the upper half of the native long means nothing', () => {
  expect(fromPremultiplied(BigUint64Array.of(0xdead_beef_ff_00_00_01n))).toEqual(Uint8Array.of(0, 0, 1, 0xff))
})
