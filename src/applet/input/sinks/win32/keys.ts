import { KEY_FLAGS, type KeyRecord } from './input-records.ts'

/** The numbers a PC keyboard sends (scan code set 1): runs without a gap, each from its first number on. */
const RUNS: readonly (readonly [first: number, codes: string])[] = [
  [0x01, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace'],
  [0x0f, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter'],
  [0x1d, 'ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote'],
  [0x2a, 'ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight'],
  [0x37, 'NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10'],
  [0x46, 'ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'],
  [0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [0x56, 'IntlBackslash F11 F12 NumpadEqual'],
  [0x63, 'Help F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23'],
  [0x70, 'KanaMode'],
  [0x73, 'IntlRo'],
  [0x76, 'F24'],
  [0x79, 'Convert'],
  [0x7b, 'NonConvert'],
  [0x7d, 'IntlYen NumpadComma'],
]

/** Those that came with later keyboards and share a number with another key; the prefix E0 tells them apart. */
const EXTENDED_RUNS: typeof RUNS = [
  [0x1c, 'NumpadEnter ControlRight'],
  [0x35, 'NumpadDivide'],
  [0x37, 'PrintScreen AltRight'],
  [0x47, 'Home ArrowUp PageUp'],
  [0x4b, 'ArrowLeft'],
  [0x4d, 'ArrowRight'],
  [0x4f, 'End ArrowDown PageDown Insert Delete'],
  [0x5b, 'MetaLeft MetaRight ContextMenu'],
]

type Key = Omit<KeyRecord, 'device'>

/** Pause and NumLock share the number 0x45, and no prefix tells them apart: these two go by their virtual key. */
const BY_VIRTUAL_KEY: readonly (readonly [code: string, key: Key])[] = [
  ['Pause', { virtualKey: 0x13, scan: 0x45, flags: 0 }],
  ['NumLock', { virtualKey: 0x90, scan: 0x45, flags: KEY_FLAGS.extended }],
]

/** Keys by their place (KeyboardEvent.code). */
export const KEYS: ReadonlyMap<string, Key> = new Map([
  ...keysOf(RUNS, KEY_FLAGS.scancode),
  ...keysOf(EXTENDED_RUNS, KEY_FLAGS.scancode | KEY_FLAGS.extended),
  ...BY_VIRTUAL_KEY,
])

export function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)(Left|Right)$/.test(code)
}

/** A key that goes down, or up; none when Windows has no such key. */
export function keyRecords(code: string, edge: 'down' | 'up'): KeyRecord[] {
  const key = KEYS.get(code)
  if (!key) return []
  return [{ device: 'keyboard', ...key, flags: key.flags | (edge === 'up' ? KEY_FLAGS.up : 0) }]
}

function keysOf(runs: typeof RUNS, flags: number): [string, Key][] {
  return runs.flatMap(([first, codes]) =>
    codes.split(' ').map((code, index): [string, Key] => [code, { virtualKey: 0, scan: first + index, flags }]),
  )
}
