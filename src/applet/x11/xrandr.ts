import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** libXrandr: the monitors and the size of the screen. */
const { bind } = openLibrary('libXrandr.so.2')

export const XRRQueryExtension = bind('int XRRQueryExtension(void *display, void *eventBase, void *errorBase)')
export const SCREEN_CHANGE_NOTIFY = 0
/** An output or what drives it: plugged in, moved, turned off. */
export const RESOURCE_NOTIFY = 1
export const SCREEN_CHANGE_NOTIFY_MASK = 1
export const CRTC_CHANGE_NOTIFY_MASK = 2
export const OUTPUT_CHANGE_NOTIFY_MASK = 4
export const XRRSelectInput = bind('void XRRSelectInput(void *display, unsigned long window, int mask)')
export const XRRUpdateConfiguration = bind('int XRRUpdateConfiguration(void *event)')

export const XRRMonitorInfo = koffi.struct({
  name: 'ulong',
  primary: 'int',
  automatic: 'int',
  noutput: 'int',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  mwidth: 'int',
  mheight: 'int',
  outputs: 'void *',
})
export const XRRGetMonitors = bind('void *XRRGetMonitors(void *display, unsigned long window, int active, void *count)')
export const XRRFreeMonitors = bind('void XRRFreeMonitors(void *monitors)')
