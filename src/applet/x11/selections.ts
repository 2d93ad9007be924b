import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** Selections, of which the clipboard is one: who holds it hands out the text when somebody asks. */
const { bind } = openLibrary('libX11.so.6')

export const CURRENT_TIME = 0
export const NONE = 0

/** Atoms that every server has. */
export const XA_ATOM = 4
export const XA_INTEGER = 19
export const XA_STRING = 31

export const XInternAtom = bind('unsigned long XInternAtom(void *display, const char *name, int onlyIfExists)')
export const XCreateSimpleWindow = bind(
  'unsigned long XCreateSimpleWindow(void *display, unsigned long parent, int x, int y, unsigned int width, unsigned int height, unsigned int border, unsigned long borderColour, unsigned long background)',
)
export const PROPERTY_CHANGE_MASK = 1 << 22
export const XSelectInput = bind('int XSelectInput(void *display, unsigned long window, long mask)')

export const XSetSelectionOwner = bind(
  'int XSetSelectionOwner(void *display, unsigned long selection, unsigned long owner, unsigned long time)',
)
export const XConvertSelection = bind(
  'int XConvertSelection(void *display, unsigned long selection, unsigned long target, unsigned long property, unsigned long requestor, unsigned long time)',
)

export const ANY_PROPERTY_TYPE = 0
/** `length` counts units of four bytes, `value` receives memory to be freed with XFree; a unit of format 32 takes eight there. */
export const XGetWindowProperty = bind(
  'int XGetWindowProperty(void *display, unsigned long window, unsigned long property, long offset, long length, int erase, unsigned long wanted, void *type, void *format, void *count, void *bytesAfter, void *value)',
)
export const PROP_MODE_REPLACE = 0
export const XChangeProperty = bind(
  'int XChangeProperty(void *display, unsigned long window, unsigned long property, unsigned long type, int format, int mode, void *value, int count)',
)
export const XDeleteProperty = bind('int XDeleteProperty(void *display, unsigned long window, unsigned long property)')
export const XSendEvent = bind(
  'int XSendEvent(void *display, unsigned long window, int propagate, long mask, void *event)',
)

const ANY_EVENT = { type: 'int', serial: 'ulong', send_event: 'int', display: 'void *' } as const

export const PROPERTY_NOTIFY = 28
export const PROPERTY_NEW_VALUE = 0
export const PROPERTY_DELETED = 1
export const XPropertyEvent = koffi.struct({
  ...ANY_EVENT,
  window: 'ulong',
  atom: 'ulong',
  time: 'ulong',
  state: 'int',
})

export const SELECTION_CLEAR = 29
export const SELECTION_REQUEST = 30
export const XSelectionRequestEvent = koffi.struct({
  ...ANY_EVENT,
  owner: 'ulong',
  requestor: 'ulong',
  selection: 'ulong',
  target: 'ulong',
  property: 'ulong',
  time: 'ulong',
})
export const SELECTION_NOTIFY = 31
export const XSelectionEvent = koffi.struct({
  ...ANY_EVENT,
  requestor: 'ulong',
  selection: 'ulong',
  target: 'ulong',
  property: 'ulong',
  time: 'ulong',
})
