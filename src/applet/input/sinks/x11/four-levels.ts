import koffi from 'koffi'
import type { Pointer } from '../../../native/c-declaration.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  CORE_KEYBOARD,
  GROUP_1,
  KEY_SYMS_MASK,
  KEY_TYPE_NAMES_MASK,
  KEY_TYPES_MASK,
  XkbChangeMap,
  XkbChangeTypesOfKey,
  XkbClientMap,
  XkbFreeKeyboard,
  XkbGetMap,
  XkbGetNames,
  XkbKeyboard,
  XkbKeysymMap,
  XkbKeyType,
  XkbMapChanges,
} from '../../../x11/xkb.ts'
import { XFree, XGetAtomName } from '../../../x11/xlib.ts'

/** What a key gives plain, with Shift, with AltGr, and with both. */
export type FourKeysyms = readonly [number, number, number, number]

const FOUR_LEVEL = 'FOUR_LEVEL'
const KEYSYM_BYTES = 8

/**
 * Gives keys four meanings each, which takes the keyboard extension: by the core protocol a key has two in a layout. False
 * when the customer's keyboard knows no such keys; nothing is changed then.
 */
export function giveFourLevels(connection: Connection, keys: ReadonlyMap<number, FourKeysyms>): boolean {
  const { display } = connection
  const keyboard = XkbGetMap(display, KEY_TYPES_MASK | KEY_SYMS_MASK, CORE_KEYBOARD)
  if (keyboard === null) return false
  try {
    const type = fourLevelType(connection, keyboard)
    if (type === undefined) return false
    for (const [keycode, keysyms] of keys) giveKey(connection, keyboard, { keycode, type, keysyms })
    return true
  } finally {
    XkbFreeKeyboard(keyboard, 0, 1)
  }
}

function fourLevelType({ display }: Connection, keyboard: Pointer): number | undefined {
  if (XkbGetNames(display, KEY_TYPE_NAMES_MASK, keyboard) !== 0) return undefined
  const { types, typeCount } = clientMap(keyboard)
  const names = Array.from({ length: typeCount }, (_, index) =>
    atomName(display, koffi.decode(types, index * koffi.sizeof(XkbKeyType), XkbKeyType).name),
  )
  const found = names.indexOf(FOUR_LEVEL)
  return found < 0 ? undefined : found
}

function giveKey(
  { display }: Connection,
  keyboard: Pointer,
  { keycode, type, keysyms }: { keycode: number; type: number; keysyms: FourKeysyms },
): void {
  const changes = Buffer.alloc(koffi.sizeof(XkbMapChanges))
  if (XkbChangeTypesOfKey(keyboard, keycode, 1, GROUP_1, new Int32Array([type, 0, 0, 0]), changes) !== 0) return
  // Read only now: to make room the keysyms may have moved.
  const map = clientMap(keyboard)
  const { offset } = koffi.decode(map.keys, keycode * koffi.sizeof(XkbKeysymMap), XkbKeysymMap)
  for (const [level, keysym] of keysyms.entries()) {
    koffi.encode(map.keysyms, (offset + level) * KEYSYM_BYTES, 'ulong', keysym)
  }
  koffi.encode(changes, XkbMapChanges, { changed: KEY_SYMS_MASK, firstKey: keycode, keyCount: 1 })
  XkbChangeMap(display, keyboard, changes)
}

function clientMap(keyboard: Pointer) {
  return koffi.decode(koffi.decode(keyboard, XkbKeyboard).map, XkbClientMap)
}

function atomName(display: Pointer, atom: number): string | undefined {
  const name = XGetAtomName(display, atom)
  if (name === null) return undefined
  const text = koffi.decode(name, 'char', -1)
  XFree(name)
  return text
}
