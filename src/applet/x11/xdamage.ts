import { openLibrary } from './library.ts'

/** libXdamage: tells when something was drawn, and where. */
const { bind } = openLibrary('libXdamage.so.1')

export const XDamageQueryExtension = bind('int XDamageQueryExtension(void *display, void *eventBase, void *errorBase)')
/** One event when the damage stops being empty, and no more until it was subtracted. */
export const REPORT_NON_EMPTY = 3
export const DAMAGE_NOTIFY = 0
export const XDamageCreate = bind('unsigned long XDamageCreate(void *display, unsigned long drawable, int level)')
export const XDamageDestroy = bind('void XDamageDestroy(void *display, unsigned long damage)')
/** Moves the damage so far into `parts`; repair 0 is all of it. */
export const XDamageSubtract = bind(
  'void XDamageSubtract(void *display, unsigned long damage, unsigned long repair, unsigned long parts)',
)
