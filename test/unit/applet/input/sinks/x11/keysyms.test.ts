import { expect, test } from 'vitest'
import { isCharacter, keysymsOf } from '../../../../../../src/applet/input/sinks/x11/keysyms.ts'

test('Latin-1 is its own keysym, everything else is Unicode plus 0x01000000', () => {
  expect(keysymsOf('A~é€😀')).toEqual([0x41, 0x7e, 0xe9, 0x0100_20ac, 0x0101_f600])
})

test('line ends are Return, once each, and tabs are Tab', () => {
  expect(keysymsOf('a\nb\r\nc\rd\t')).toEqual([0x61, 0xff0d, 0x62, 0xff0d, 0x63, 0xff0d, 0x64, 0xff09])
})

test('what no key can mean is left out: control characters and halves of characters', () => {
  expect(keysymsOf('\u0000\u001b\u007f\u0085\ud83d')).toEqual([])
})

test('functions and modifiers are no characters', () => {
  expect([0, 0xff0d, 0xffe1, 0x0100_0041, 0xfe03].filter(isCharacter)).toEqual([])
  expect([0x20, 0xff, 0x0100_0100, 0x0110_ffff].every(isCharacter)).toBe(true)
})
