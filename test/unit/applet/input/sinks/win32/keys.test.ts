import { expect, test } from 'vitest'
import { KEY_FLAGS } from '../../../../../../src/applet/input/sinks/win32/input-records.ts'
import { isModifier, KEYS, keyRecords } from '../../../../../../src/applet/input/sinks/win32/keys.ts'
import { KEYCODES } from '../../../../../../src/applet/input/sinks/x11/keycodes.ts'
import { KEY_CODES } from '../../../../../../src/protocol/peer/key-codes.ts'

const X_OFFSET = 8
/** Linux took its first key numbers, up to F10 and the number pad, from the scan codes of the PC keyboard. */
const LAST_SHARED = 0x53

test('every key of the wire has a number of its own, and no other key has one', () => {
  expect([...KEYS.keys()].sort()).toEqual([...KEY_CODES].sort())
  const numbers = [...KEYS.values()].map(({ virtualKey, scan, flags }) => `${virtualKey} ${scan} ${flags}`)
  expect(new Set(numbers).size).toBe(KEY_CODES.length)
})

test('plain keys have the numbers that Linux took over from the PC keyboard', () => {
  const shared = KEY_CODES.filter((code) => (KEYCODES.get(code) ?? 0) - X_OFFSET <= LAST_SHARED && code !== 'NumLock')
  expect(shared.length).toBe(82)
  for (const code of shared) {
    expect([code, KEYS.get(code)]).toEqual([
      code,
      { virtualKey: 0, scan: (KEYCODES.get(code) ?? 0) - X_OFFSET, flags: KEY_FLAGS.scancode },
    ])
  }
})

test.each([
  ['NumpadEnter', 'Enter'],
  ['NumpadDivide', 'Slash'],
  ['ControlRight', 'ControlLeft'],
  ['AltRight', 'AltLeft'],
  ['Home', 'Numpad7'],
  ['ArrowUp', 'Numpad8'],
  ['PageUp', 'Numpad9'],
  ['ArrowLeft', 'Numpad4'],
  ['ArrowRight', 'Numpad6'],
  ['End', 'Numpad1'],
  ['ArrowDown', 'Numpad2'],
  ['PageDown', 'Numpad3'],
  ['Insert', 'Numpad0'],
  ['Delete', 'NumpadDecimal'],
  ['PrintScreen', 'NumpadMultiply'],
])('%s has the number of %s with the prefix E0', (extended, plain) => {
  const key = KEYS.get(plain)
  expect(KEYS.get(extended)).toEqual({ ...key, flags: KEY_FLAGS.scancode | KEY_FLAGS.extended })
})

test.each([
  ['F11', 0x57],
  ['F12', 0x58],
  ['F13', 0x64],
  ['F23', 0x6e],
  ['F24', 0x76],
  ['IntlBackslash', 0x56],
  ['IntlRo', 0x73],
  ['IntlYen', 0x7d],
  ['MetaLeft', 0x5b],
  ['ContextMenu', 0x5d],
])('%s is scan code %i, as in the UI Events specification', (code, scan) => {
  expect(KEYS.get(code)?.scan).toBe(scan)
})

test('Pause and NumLock, which share a scan code, go by their virtual keys VK_PAUSE and VK_NUMLOCK', () => {
  expect(KEYS.get('Pause')).toEqual({ virtualKey: 0x13, scan: 0x45, flags: 0 })
  expect(KEYS.get('NumLock')).toEqual({ virtualKey: 0x90, scan: 0x45, flags: KEY_FLAGS.extended })
})

test('a key that goes up is the one that went down, with one flag more', () => {
  for (const code of KEY_CODES) {
    const [down] = keyRecords(code, 'down')
    const [up] = keyRecords(code, 'up')
    expect(up).toEqual({ ...down, flags: (down?.flags ?? 0) | KEY_FLAGS.up })
    expect(down?.flags).not.toBe(up?.flags)
  }
})

test('the modifiers are the eight keys that change what others do', () => {
  expect(KEY_CODES.filter(isModifier)).toHaveLength(8)
})
