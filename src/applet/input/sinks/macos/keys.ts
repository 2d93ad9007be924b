/** Virtual key codes of HIToolbox's Events.h (`kVK_…`): runs without a gap, each from its first number on. */
const RUNS: readonly (readonly [first: number, codes: string])[] = [
  [0x00, 'KeyA KeyS KeyD KeyF KeyH KeyG KeyZ KeyX KeyC KeyV IntlBackslash KeyB KeyQ KeyW KeyE KeyR KeyY KeyT'],
  [0x12, 'Digit1 Digit2 Digit3 Digit4 Digit6 Digit5 Equal Digit9 Digit7 Minus Digit8 Digit0'],
  [0x1e, 'BracketRight KeyO KeyU BracketLeft KeyI KeyP Enter KeyL KeyJ Quote KeyK Semicolon Backslash Comma Slash'],
  [0x2d, 'KeyN KeyM Period Tab Space Backquote Backspace'],
  [0x35, 'Escape MetaRight MetaLeft ShiftLeft CapsLock AltLeft ControlLeft ShiftRight AltRight ControlRight'],
  [0x40, 'F17 NumpadDecimal'],
  [0x43, 'NumpadMultiply'],
  [0x45, 'NumpadAdd'],
  // What a Mac calls Clear.
  [0x47, 'NumLock'],
  [0x4b, 'NumpadDivide NumpadEnter'],
  [0x4e, 'NumpadSubtract F18 F19 NumpadEqual Numpad0 Numpad1 Numpad2 Numpad3 Numpad4 Numpad5 Numpad6 Numpad7 F20'],
  [0x5b, 'Numpad8 Numpad9 IntlYen IntlRo NumpadComma F5 F6 F7 F3 F8 F9 NonConvert F11 KanaMode F13 F16 F14'],
  [0x6d, 'F10 ContextMenu F12'],
  [0x71, 'F15 Help Home PageUp Delete F4 End F2 PageDown F1 ArrowLeft ArrowRight ArrowDown ArrowUp'],
  // Where a PC's keyboard has Insert, a Mac's has Help.
  [0x72, 'Insert'],
]

/** Keys by their place (KeyboardEvent.code). A Mac has no PrintScreen, ScrollLock, Pause, Convert, and no F21 to F24. */
export const KEYS: ReadonlyMap<string, number> = new Map(
  RUNS.flatMap(([first, codes]) => codes.split(' ').map((code, index): [string, number] => [code, first + index])),
)

/** Which of CGEventTypes.h's flags a held key sets. */
const FLAGS: readonly (readonly [key: RegExp, flag: number])[] = [
  [/^Shift/, 0x2_0000],
  [/^Control/, 0x4_0000],
  [/^Alt/, 0x8_0000],
  [/^Meta/, 0x10_0000],
]

/** All that `modifierFlags` may set. */
export const ALL_MODIFIER_FLAGS = 0x1e_0000

/** What shortcuts go by: a program looks at an event's flags, not at the keys. */
export function modifierFlags(held: readonly string[]): number {
  return FLAGS.reduce((flags, [key, flag]) => (held.some((code) => key.test(code)) ? flags | flag : flags), 0)
}
