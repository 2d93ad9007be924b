import { expect, test } from 'vitest'
import { KEY_FLAGS } from '../../../../../../src/applet/input/sinks/win32/input-records.ts'
import { Keyboard } from '../../../../../../src/applet/input/sinks/win32/keyboard.ts'
import { keyRecords } from '../../../../../../src/applet/input/sinks/win32/keys.ts'
import { textRecords } from '../../../../../../src/applet/input/sinks/win32/text-records.ts'

const down = (code: string) => keyRecords(code, 'down')
const up = (code: string) => keyRecords(code, 'up')
const MEANINGLESS = 0xe8

test('a key that the technician holds goes down again and again, and up once', () => {
  const keyboard = new Keyboard()
  expect(keyboard.press('KeyA')).toEqual(down('KeyA'))
  expect(keyboard.press('KeyA')).toEqual(down('KeyA'))
  expect(keyboard.release('KeyA')).toEqual(up('KeyA'))
  expect(keyboard.release('KeyA')).toEqual([])
})

test('a key that we did not press is not ours to release', () => {
  expect(new Keyboard().release('ControlLeft')).toEqual([])
})

test('all keys that are down go up, the last one first', () => {
  const keyboard = new Keyboard()
  for (const code of ['ControlLeft', 'AltLeft', 'KeyQ']) keyboard.press(code)
  expect(keyboard.releaseAll()).toEqual([...up('KeyQ'), ...up('AltLeft'), ...up('ControlLeft')])
  expect(keyboard.releaseAll()).toEqual([])
})

test('text alone is nothing but text', () => {
  const keyboard = new Keyboard()
  keyboard.press('KeyQ')
  expect(keyboard.type('aé')).toEqual(textRecords('aé'))
})

test('held modifiers go up for text and down again after it', () => {
  const keyboard = new Keyboard()
  keyboard.press('ControlLeft')
  keyboard.press('ShiftLeft')
  const records = keyboard.type('v').filter(({ virtualKey }) => virtualKey !== MEANINGLESS)
  expect(records).toEqual([
    ...[...up('ShiftLeft'), ...up('ControlLeft')],
    ...textRecords('v'),
    ...[...down('ControlLeft'), ...down('ShiftLeft')],
  ])
  expect(keyboard.releaseAll()).toEqual([...up('ShiftLeft'), ...up('ControlLeft')])
})

test('no modifier goes up alone for text, which would open a menu or change the layout', () => {
  const keyboard = new Keyboard()
  keyboard.press('AltLeft')
  const [first, second, third, ...rest] = keyboard.type('v')
  expect([first, second]).toMatchObject([
    { virtualKey: MEANINGLESS, flags: 0 },
    { virtualKey: MEANINGLESS, flags: KEY_FLAGS.up },
  ])
  expect([third]).toEqual(up('AltLeft'))
  expect(rest.slice(-3)).toMatchObject([...down('AltLeft'), { virtualKey: MEANINGLESS }, { virtualKey: MEANINGLESS }])
})

test('Ctrl+Alt+Del is known by whichever of these keys is struck', () => {
  const keyboard = new Keyboard()
  keyboard.press('ControlRight')
  expect(keyboard.isSecureAttention('Delete')).toBe(false)
  keyboard.press('AltLeft')
  expect(keyboard.isSecureAttention('Delete')).toBe(true)
  expect(keyboard.isSecureAttention('NumpadDecimal')).toBe(true)
  expect(keyboard.isSecureAttention('End')).toBe(false)
})
