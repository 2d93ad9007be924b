import { openLibrary } from './library.ts'

/** Keys that come to one program, whichever has the keyboard. */
const { bind } = openLibrary('libX11.so.6')

export const CONTROL_MASK = 4
export const ANY_KEY = 0
export const ANY_MODIFIER = 1 << 15
export const GRAB_MODE_ASYNC = 1
export const KEY_PRESS = 2
/** Refused when another program has the key with these very modifiers. */
export const XGrabKey = bind(
  'int XGrabKey(void *display, int keycode, unsigned int modifiers, unsigned long window, int ownerEvents, int pointerMode, int keyboardMode)',
)
export const XUngrabKey = bind(
  'int XUngrabKey(void *display, int keycode, unsigned int modifiers, unsigned long window)',
)
/** 0 when no key has this meaning. */
export const XKeysymToKeycode = bind('unsigned char XKeysymToKeycode(void *display, unsigned long keysym)')
