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
