import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** libXfixes: regions of the screen, and what the cursor looks like. */
const { bind } = openLibrary('libXfixes.so.3')

export const XFixesQueryExtension = bind('int XFixesQueryExtension(void *display, void *eventBase, void *errorBase)')
export const XRectangle = koffi.struct({ x: 'short', y: 'short', width: 'ushort', height: 'ushort' })
export const XFixesCreateRegion = bind('unsigned long XFixesCreateRegion(void *display, void *rectangles, int count)')
export const XFixesDestroyRegion = bind('void XFixesDestroyRegion(void *display, unsigned long region)')
/** The rectangles, to be freed with XFree; `bounds` receives the one that holds them all. */
export const XFixesFetchRegionAndBounds = bind(
  'void *XFixesFetchRegionAndBounds(void *display, unsigned long region, void *count, void *bounds)',
)

export const CURSOR_NOTIFY = 1
export const DISPLAY_CURSOR_NOTIFY_MASK = 1
export const XFixesSelectCursorInput = bind(
  'void XFixesSelectCursorInput(void *display, unsigned long window, unsigned long mask)',
)
export const XFixesCursorImage = koffi.struct({
  x: 'short',
  y: 'short',
  width: 'ushort',
  height: 'ushort',
  xhot: 'ushort',
  yhot: 'ushort',
  serial: 'ulong',
  pixels: 'void *',
})
export const XFixesGetCursorImage = bind('void *XFixesGetCursorImage(void *display)')

/** Tells, in the first event of this extension, whenever somebody takes a selection. */
export const SET_SELECTION_OWNER_NOTIFY_MASK = 1
export const XFixesSelectSelectionInput = bind(
  'void XFixesSelectSelectionInput(void *display, unsigned long window, unsigned long selection, unsigned long mask)',
)
export const XFixesSelectionNotifyEvent = koffi.struct({
  type: 'int',
  serial: 'ulong',
  send_event: 'int',
  display: 'void *',
  window: 'ulong',
  subtype: 'int',
  owner: 'ulong',
  selection: 'ulong',
  timestamp: 'ulong',
  selection_timestamp: 'ulong',
})

/** Where a window takes clicks. */
export const SHAPE_INPUT = 2
export const XFixesSetWindowShapeRegion = bind(
  'void XFixesSetWindowShapeRegion(void *display, unsigned long window, int kind, int x, int y, unsigned long region)',
)
