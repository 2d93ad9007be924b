import { openLibrary } from './library.ts'

/** libXtst: input as if a device had sent it. The last argument is a delay in milliseconds; 0 is now. */
const { bind } = openLibrary('libXtst.so.6')

export const XTestQueryExtension = bind(
  'int XTestQueryExtension(void *display, void *eventBase, void *errorBase, void *major, void *minor)',
)
/** Screen -1 is the one the pointer is on. */
export const XTestFakeMotionEvent = bind(
  'int XTestFakeMotionEvent(void *display, int screen, int x, int y, unsigned long delay)',
)
export const XTestFakeButtonEvent = bind(
  'int XTestFakeButtonEvent(void *display, unsigned int button, int down, unsigned long delay)',
)
export const XTestFakeKeyEvent = bind(
  'int XTestFakeKeyEvent(void *display, unsigned int keycode, int down, unsigned long delay)',
)
