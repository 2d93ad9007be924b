import { expect, test } from 'vitest'
import { KEYCODES, MODIFIER_CODES } from '../../../../../../src/applet/input/sinks/x11/keycodes.ts'
import { KEY_CODES } from '../../../../../../src/protocol/peer/key-codes.ts'

test('every key of the wire has a keycode of its own, and no other key has one', () => {
  expect([...KEYCODES.keys()].sort()).toEqual([...KEY_CODES].sort())
  expect(new Set(KEYCODES.values()).size).toBe(KEY_CODES.length)
})

test.each([
  ['Escape', 9],
  ['KeyA', 38],
  ['ShiftRight', 62],
  ['F10', 76],
  ['NumpadDecimal', 91],
  ['Delete', 119],
  ['ContextMenu', 135],
  ['F24', 202],
])('%s is keycode %i, as in /usr/share/X11/xkb/keycodes/evdev', (code, keycode) => {
  expect(KEYCODES.get(code)).toBe(keycode)
})

test('every modifier is a key', () => {
  for (const code of MODIFIER_CODES) expect(KEYCODES.has(code)).toBe(true)
})
