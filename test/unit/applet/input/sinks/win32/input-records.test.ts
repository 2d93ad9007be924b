import koffi from 'koffi'
import { expect, test } from 'vitest'
import {
  type InputRecord,
  KEY_FLAGS,
  MOUSE_FLAGS,
  packRecords,
  RECORD_BYTES,
} from '../../../../../../src/applet/input/sinks/win32/input-records.ts'

// As winuser.h declares them. The C rules that koffi applies are those of Windows for all of these types.
const MOUSEINPUT = koffi.struct({
  dx: 'int32_t',
  dy: 'int32_t',
  mouseData: 'uint32_t',
  dwFlags: 'uint32_t',
  time: 'uint32_t',
  dwExtraInfo: 'uintptr_t',
})
const KEYBDINPUT = koffi.struct({
  wVk: 'uint16_t',
  wScan: 'uint16_t',
  dwFlags: 'uint32_t',
  time: 'uint32_t',
  dwExtraInfo: 'uintptr_t',
})
const MOUSE_INPUT = koffi.struct({ type: 'uint32_t', mi: MOUSEINPUT })
const KEYBOARD_INPUT = koffi.struct({ type: 'uint32_t', ki: KEYBDINPUT })

test('a record has the size of the larger structure', () => {
  expect(RECORD_BYTES).toBe(koffi.sizeof(MOUSE_INPUT))
  expect(koffi.sizeof(KEYBOARD_INPUT)).toBeLessThanOrEqual(RECORD_BYTES)
})

test('a mouse record is read back by the declaration of MOUSEINPUT', () => {
  const record: InputRecord = { device: 'mouse', dx: 65_535, dy: -3, data: -240, flags: MOUSE_FLAGS.wheel }
  expect(koffi.decode(packRecords([record]), MOUSE_INPUT)).toEqual({
    type: 0,
    mi: { dx: 65_535, dy: -3, mouseData: 2 ** 32 - 240, dwFlags: 0x800, time: 0, dwExtraInfo: 0 },
  })
})

test('a key record is read back by the declaration of KEYBDINPUT, also behind another record', () => {
  const key: InputRecord = { device: 'keyboard', virtualKey: 0x13, scan: 0xde00, flags: KEY_FLAGS.unicode }
  const mouse: InputRecord = { device: 'mouse', dx: -1, dy: -1, data: -1, flags: 0xffff }
  const packed = packRecords([mouse, key])
  expect(packed.byteLength).toBe(2 * RECORD_BYTES)
  expect(koffi.decode(packed, RECORD_BYTES, KEYBOARD_INPUT)).toEqual({
    type: 1,
    ki: { wVk: 0x13, wScan: 0xde00, dwFlags: 4, time: 0, dwExtraInfo: 0 },
  })
})
