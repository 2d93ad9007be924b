import koffi from 'koffi'
import { openLibrary } from './library.ts'
import type { Display } from './xlib.ts'

/** Windows of an X server, and who has the keyboard. */
const { bind } = openLibrary('libX11.so.6')

/** 0 when there is no such window (any more). `children` receives memory to be freed with XFree, or null. */
export const XQueryTree = bind(
  'int XQueryTree(void *display, unsigned long window, void *root, void *parent, void *children, void *count)',
)
export const IS_UNMAPPED = 0
export const XWindowAttributes = koffi.struct({
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  border_width: 'int',
  depth: 'int',
  visual: 'void *',
  root: 'ulong',
  class: 'int',
  bit_gravity: 'int',
  win_gravity: 'int',
  backing_store: 'int',
  backing_planes: 'ulong',
  backing_pixel: 'ulong',
  save_under: 'int',
  colormap: 'ulong',
  map_installed: 'int',
  map_state: 'int',
  all_event_masks: 'long',
  your_event_mask: 'long',
  do_not_propagate_mask: 'long',
  override_redirect: 'int',
  screen: 'void *',
})
/** 0 when there is no such window (any more). */
export const XGetWindowAttributes = bind(
  'int XGetWindowAttributes(void *display, unsigned long window, void *attributes)',
)

/** In place of a window that has the keyboard: keys go to the window that the pointer is in. */
export const POINTER_ROOT = 1
export const XGetInputFocus = bind('int XGetInputFocus(void *display, void *focus, void *revertTo)')

export const VISIBILITY_CHANGE_MASK = 1 << 16
export const SUBSTRUCTURE_NOTIFY_MASK = 1 << 19
export const FOCUS_CHANGE_MASK = 1 << 21

const ANY_EVENT = { type: 'int', serial: 'ulong', send_event: 'int', display: 'void *' } as const

export const FOCUS_IN = 9
export const CREATE_NOTIFY = 16
export const XCreateWindowEvent = koffi.struct({
  ...ANY_EVENT,
  parent: 'ulong',
  window: 'ulong',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  border_width: 'int',
})
export const DESTROY_NOTIFY = 17
export const UNMAP_NOTIFY = 18
export const MAP_NOTIFY = 19
/** What the events on windows of this kind have in common. */
export const XWindowEvent = koffi.struct({ ...ANY_EVENT, event: 'ulong', window: 'ulong' })
export const REPARENT_NOTIFY = 21
export const XReparentEvent = koffi.struct({ ...ANY_EVENT, event: 'ulong', window: 'ulong', parent: 'ulong' })
export const XConfigureEvent = koffi.struct({
  ...ANY_EVENT,
  event: 'ulong',
  window: 'ulong',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  border_width: 'int',
})
export const GRAVITY_NOTIFY = 24
export const XGravityEvent = koffi.struct({ ...ANY_EVENT, event: 'ulong', window: 'ulong', x: 'int', y: 'int' })

/** The beginning of what Xlib's macros read too, and that therefore stays as it is. */
const XDisplayHead = koffi.struct({
  extensions: 'void *',
  private1: 'void *',
  fd: 'int',
  private2: 'int',
  major: 'int',
  minor: 'int',
  vendor: 'void *',
  resourceBase: 'ulong',
  resourceMask: 'ulong',
})

/** The bits by which the windows of one connection differ; the others tell the connections apart. */
export function resourceMask(display: Display): number {
  return koffi.decode(display, XDisplayHead).resourceMask
}

export const VISIBILITY_NOTIFY = 15

export const CW_OVERRIDE_REDIRECT = 1 << 9
export const XSetWindowAttributes = koffi.struct({
  background_pixmap: 'ulong',
  background_pixel: 'ulong',
  border_pixmap: 'ulong',
  border_pixel: 'ulong',
  bit_gravity: 'int',
  win_gravity: 'int',
  backing_store: 'int',
  backing_planes: 'ulong',
  backing_pixel: 'ulong',
  save_under: 'int',
  event_mask: 'long',
  do_not_propagate_mask: 'long',
  /** A window manager leaves the window alone. */
  override_redirect: 'int',
  colormap: 'ulong',
  cursor: 'ulong',
})
export const XChangeWindowAttributes = bind(
  'int XChangeWindowAttributes(void *display, unsigned long window, unsigned long which, void *attributes)',
)
/** Shows it above all others. */
export const XMapRaised = bind('int XMapRaised(void *display, unsigned long window)')
export const XRaiseWindow = bind('int XRaiseWindow(void *display, unsigned long window)')
export const XDestroyWindow = bind('int XDestroyWindow(void *display, unsigned long window)')

export const XColor = koffi.struct({
  pixel: 'ulong',
  red: 'ushort',
  green: 'ushort',
  blue: 'ushort',
  flags: 'char',
  pad: 'char',
})
export const XDefaultColormap = bind('unsigned long XDefaultColormap(void *display, int screen)')
/** Finds the pixel of the nearest colour that the screen can show; 0 when it cannot. */
export const XAllocColor = bind('int XAllocColor(void *display, unsigned long colormap, void *colour)')
