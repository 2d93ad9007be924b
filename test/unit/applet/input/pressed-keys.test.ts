import { expect, test } from 'vitest'
import { PressedKeys } from '../../../../src/applet/input/pressed-keys.ts'

test('a key goes down once, however often the keyboard repeats it', () => {
  const keys = new PressedKeys<string>()
  expect([keys.press('KeyA'), keys.press('KeyA')]).toEqual([true, false])
  expect([keys.release('KeyA'), keys.release('KeyA')]).toEqual([true, false])
})

test('a key that is not held is not let go', () => {
  expect(new PressedKeys<string>().release('KeyA')).toBe(false)
})

test('what is held comes back with the last to go down first', () => {
  const keys = new PressedKeys<string>()
  for (const code of ['ControlLeft', 'ShiftLeft', 'KeyA']) keys.press(code)
  keys.release('ShiftLeft')
  expect(keys.all).toEqual(['KeyA', 'ControlLeft'])
})
