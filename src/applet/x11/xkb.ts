import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** The keyboard extension, a part of libX11. */
const { bind } = openLibrary('libX11.so.6')

export const CORE_KEYBOARD = 0x100
export const SHIFT_MASK = 1
export const LOCK_MASK = 2
/** Where the group (the active layout) stands in a modifier mask. */
export const GROUP_SHIFT = 13

export const XkbState = koffi.struct({
  group: 'uchar',
  locked_group: 'uchar',
  base_group: 'ushort',
  latched_group: 'ushort',
  mods: 'uchar',
  base_mods: 'uchar',
  latched_mods: 'uchar',
  locked_mods: 'uchar',
  compat_state: 'uchar',
  grab_mods: 'uchar',
  compat_grab_mods: 'uchar',
  lookup_mods: 'uchar',
  compat_lookup_mods: 'uchar',
  ptr_buttons: 'ushort',
})
export const XkbGetState = bind('int XkbGetState(void *display, unsigned int device, void *state)')
export const XkbLockModifiers = bind(
  'int XkbLockModifiers(void *display, unsigned int device, unsigned int affected, unsigned int values)',
)
/** The modifiers that a key with this meaning sets; 0 when there is no such key. */
export const XkbKeysymToModifiers = bind('unsigned int XkbKeysymToModifiers(void *display, unsigned long keysym)')
/** What a key gives with these modifiers; false when nothing. */
export const XkbLookupKeySym = bind(
  'int XkbLookupKeySym(void *display, unsigned char keycode, unsigned int modifiers, void *consumed, void *keysym)',
)

export const KEY_TYPES_MASK = 1
export const KEY_SYMS_MASK = 2
export const KEY_TYPE_NAMES_MASK = 1 << 6
export const GROUP_1 = 1
/** A copy of the keyboard, to be freed with XkbFreeKeyboard. */
export const XkbGetMap = bind('void *XkbGetMap(void *display, unsigned int parts, unsigned int device)')
/** 0 when it succeeded. */
export const XkbGetNames = bind('int XkbGetNames(void *display, unsigned int parts, void *keyboard)')
/** Makes room in the copy; what `XkbMapChanges` says is then sent by XkbChangeMap. 0 when it succeeded. */
export const XkbChangeTypesOfKey = bind(
  'int XkbChangeTypesOfKey(void *keyboard, int keycode, int groups, unsigned int which, void *types, void *changes)',
)
export const XkbChangeMap = bind('int XkbChangeMap(void *display, void *keyboard, void *changes)')
export const XkbFreeKeyboard = bind('void XkbFreeKeyboard(void *keyboard, unsigned int parts, int all)')

/** The part of an XkbDescRec that is of use here. */
export const XkbKeyboard = koffi.struct({
  display: 'void *',
  flags: 'ushort',
  device: 'ushort',
  leastKeycode: 'uchar',
  mostKeycode: 'uchar',
  controls: 'void *',
  server: 'void *',
  map: 'void *',
})
export const XkbClientMap = koffi.struct({
  typesRoom: 'uchar',
  typeCount: 'uchar',
  types: 'void *',
  keysymsRoom: 'ushort',
  keysymCount: 'ushort',
  keysyms: 'void *',
  /** One XkbKeysymMap for each keycode from 0 on. */
  keys: 'void *',
})
export const XkbKeyType = koffi.struct({
  modifiers: 'uint32_t',
  levels: 'uchar',
  entryCount: 'uchar',
  entries: 'void *',
  preserved: 'void *',
  name: 'ulong',
  levelNames: 'void *',
})
export const XkbKeysymMap = koffi.struct({
  types: koffi.array('uchar', 4),
  groups: 'uchar',
  width: 'uchar',
  /** Of the key's first keysym among all. */
  offset: 'ushort',
})
export const XkbMapChanges = koffi.struct({
  changed: 'ushort',
  leastKeycode: 'uchar',
  mostKeycode: 'uchar',
  firstType: 'uchar',
  typeCount: 'uchar',
  firstKey: 'uchar',
  keyCount: 'uchar',
  rest: koffi.array('uchar', 16),
})
