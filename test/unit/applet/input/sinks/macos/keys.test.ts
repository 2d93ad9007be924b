import { expect, test } from 'vitest'
import { ALL_MODIFIER_FLAGS, KEYS, modifierFlags } from '../../../../../../src/applet/input/sinks/macos/keys.ts'
import { KEY_CODES } from '../../../../../../src/protocol/peer/key-codes.ts'

// kVK_… of HIToolbox/Events.h: ends and beginnings of runs, and what is easily confused.
test.each([
  ['KeyA', 0x00],
  ['IntlBackslash', 0x0a],
  ['KeyT', 0x11],
  ['Digit6', 0x16],
  ['Digit5', 0x17],
  ['Digit0', 0x1d],
  ['Enter', 0x24],
  ['Slash', 0x2c],
  ['Backspace', 0x33],
  ['Escape', 0x35],
  ['MetaLeft', 0x37],
  ['ControlRight', 0x3e],
  ['NumpadDecimal', 0x41],
  ['NumpadEnter', 0x4c],
  ['Numpad7', 0x59],
  ['F20', 0x5a],
  ['Numpad9', 0x5c],
  ['IntlYen', 0x5d],
  ['F5', 0x60],
  ['F11', 0x67],
  ['F14', 0x6b],
  ['F12', 0x6f],
  ['Delete', 0x75],
  ['F1', 0x7a],
  ['ArrowUp', 0x7e],
])('%s is 0x%s', (code, number) => {
  expect(KEYS.get(code)).toBe(number)
})

test('every key is one that the protocol knows; the rest no Mac has', () => {
  expect([...KEYS.keys()].filter((code) => !KEY_CODES.includes(code))).toEqual([])
  const missing = KEY_CODES.filter((code) => !KEYS.has(code))
  expect(missing.toSorted()).toEqual(['Convert', 'F21', 'F22', 'F23', 'F24', 'Pause', 'PrintScreen', 'ScrollLock'])
})

test('no two keys share a number, but for the one that a Mac calls Help', () => {
  const numbers = [...KEYS].filter(([code]) => code !== 'Insert').map(([, number]) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('either key of a kind sets its flag, and all of them together every flag', () => {
  expect(modifierFlags(['ShiftRight', 'KeyA'])).toBe(0x20000)
  expect(modifierFlags(['ShiftLeft', 'ControlLeft', 'AltRight', 'MetaRight'])).toBe(ALL_MODIFIER_FLAGS)
})
