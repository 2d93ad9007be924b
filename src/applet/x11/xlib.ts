import koffi from 'koffi'
import type { Pointer } from '../native/c-declaration.ts'
import { openLibrary } from './library.ts'

/** libX11. A `Display` is one connection; windows, atoms and other resources are numbers. */
export type Display = Pointer

const { bind, bindIfPresent } = openLibrary('libX11.so.6')

export const XOpenDisplay = bind('void *XOpenDisplay(const char *name)')
export const XCloseDisplay = bind('int XCloseDisplay(void *display)')
export const XConnectionNumber = bind('int XConnectionNumber(void *display)')
export const XDefaultScreen = bind('int XDefaultScreen(void *display)')
export const XDefaultRootWindow = bind('unsigned long XDefaultRootWindow(void *display)')
export const XDefaultDepth = bind('int XDefaultDepth(void *display, int screen)')
export const XDefaultVisual = bind('void *XDefaultVisual(void *display, int screen)')

export const XFlush = bind('int XFlush(void *display)')
export const XSync = bind('int XSync(void *display, int discard)')
export const XFree = bind('int XFree(void *data)')

/** Reads what the connection holds, without waiting. */
export const QUEUED_AFTER_READING = 1
export const XEventsQueued = bind('int XEventsQueued(void *display, int mode)')
export const XNextEvent = bind('int XNextEvent(void *display, void *event)')
/** Bytes of the union of all events. */
export const EVENT_BYTES = 192
export const STRUCTURE_NOTIFY_MASK = 1 << 17
export const XSelectInput = bind('int XSelectInput(void *display, unsigned long window, long mask)')
export const CONFIGURE_NOTIFY = 22
export const MAPPING_NOTIFY = 34
export const GENERIC_EVENT = 35

/** Bytes of an error's description. */
export const ERROR_TEXT_BYTES = 200
export const XGetErrorText = bind('int XGetErrorText(void *display, int code, void *text, int bytes)')
export const XErrorEvent = koffi.struct({
  type: 'int',
  display: 'void *',
  resourceid: 'ulong',
  serial: 'ulong',
  error_code: 'uchar',
})
export const XErrorHandler = koffi.pointer(koffi.proto('int', ['void *', 'void *']))
export const XSetErrorHandler = bind('void *XSetErrorHandler(void *handler)')
export const XIOErrorHandler = koffi.pointer(koffi.proto('int', ['void *']))
export const XSetIOErrorHandler = bind('void *XSetIOErrorHandler(void *handler)')
/** Since libX11 1.7; in older ones a lost connection ends the process. */
export const XIOErrorExitHandler = koffi.pointer(koffi.proto('void', ['void *', 'void *']))
export const XSetIOErrorExitHandler = bindIfPresent(
  'void XSetIOErrorExitHandler(void *display, void *handler, void *data)',
)

export const XQueryPointer = bind(
  'int XQueryPointer(void *display, unsigned long window, void *root, void *child, void *rootX, void *rootY, void *x, void *y, void *mask)',
)
export const XGetGeometry = bind(
  'int XGetGeometry(void *display, unsigned long drawable, void *root, void *x, void *y, void *width, void *height, void *border, void *depth)',
)

export const ALL_PLANES = 0xffff_ffff
export const Z_PIXMAP = 2
export const LSB_FIRST = 0
/** The part of an XImage that tells how its pixels lie. */
export const XImage = koffi.struct({
  width: 'int',
  height: 'int',
  xoffset: 'int',
  format: 'int',
  data: 'void *',
  byte_order: 'int',
  bitmap_unit: 'int',
  bitmap_bit_order: 'int',
  bitmap_pad: 'int',
  depth: 'int',
  bytes_per_line: 'int',
  bits_per_pixel: 'int',
  red_mask: 'ulong',
  green_mask: 'ulong',
  blue_mask: 'ulong',
})
export const XCreateImage = bind(
  'void *XCreateImage(void *display, void *visual, unsigned int depth, int format, int offset, void *data, unsigned int width, unsigned int height, int pad, int bytesPerLine)',
)
export const XGetImage = bind(
  'void *XGetImage(void *display, unsigned long drawable, int x, int y, unsigned int width, unsigned int height, unsigned long planes, int format)',
)
/** Frees the pixels too, unless they are in shared memory. */
export const XDestroyImage = bind('int XDestroyImage(void *image)')

/** Keysyms of the keys from `first` on; free them with XFree. `perKey` receives how many each key has. */
export const XGetKeyboardMapping = bind(
  'void *XGetKeyboardMapping(void *display, unsigned char first, int count, void *perKey)',
)
export const XChangeKeyboardMapping = bind(
  'int XChangeKeyboardMapping(void *display, int first, int perKey, void *keysyms, int count)',
)
/** One bit for each keycode that is down, in 32 bytes. */
export const XQueryKeymap = bind('int XQueryKeymap(void *display, void *keys)')
export const XRefreshKeyboardMapping = bind('int XRefreshKeyboardMapping(void *event)')
export const XDisplayKeycodes = bind('int XDisplayKeycodes(void *display, void *least, void *most)')
/** The name of an atom, to be freed with XFree. */
export const XGetAtomName = bind('void *XGetAtomName(void *display, unsigned long atom)')
export const XQueryExtension = bind(
  'int XQueryExtension(void *display, const char *name, void *opcode, void *event, void *error)',
)
