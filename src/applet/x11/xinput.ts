import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** libXi: movements of the pointer over any window, and which device anything comes from. */
const { bind } = openLibrary('libXi.so.6')
const { bind: bindX11 } = openLibrary('libX11.so.6')

/** 0 when the server speaks at least this version. */
export const XIQueryVersion = bind('int XIQueryVersion(void *display, void *major, void *minor)')
export const ALL_MASTER_DEVICES = 1
/** Events as the devices send them, whatever window they are for. */
export const RAW_KEY_PRESS = 13
export const RAW_BUTTON_PRESS = 15
export const RAW_MOTION = 17
export const RAW_TOUCH_BEGIN = 22
export const XIEventMask = koffi.struct({ deviceid: 'int', mask_len: 'int', mask: 'uchar *' })
export const XISelectEvents = bind('int XISelectEvents(void *display, unsigned long window, void *masks, int count)')

/** The part of an XGenericEventCookie, and of the XIRawEvent that `data` points to, that is of use here. */
export const XCookie = koffi.struct({
  type: 'int',
  serial: 'ulong',
  send_event: 'int',
  display: 'void *',
  extension: 'int',
  evtype: 'int',
  cookie: 'uint',
  data: 'void *',
})
export const XIRawEvent = koffi.struct({
  type: 'int',
  serial: 'ulong',
  send_event: 'int',
  display: 'void *',
  extension: 'int',
  evtype: 'int',
  time: 'ulong',
  deviceid: 'int',
  sourceid: 'int',
})
/** Fetches what `data` points to, until it is freed; 0 when there is none. */
export const XGetEventData = bindX11('int XGetEventData(void *display, void *cookie)')
export const XFreeEventData = bindX11('void XFreeEventData(void *display, void *cookie)')

export const XInternAtom = bindX11('unsigned long XInternAtom(void *display, const char *name, int onlyIfExists)')
export const ANY_PROPERTY_TYPE = 0
/** 0 when it succeeded, also when there is no such property; `data` then has to be freed with XFree. */
export const XIGetProperty = bind(
  'int XIGetProperty(void *display, int device, unsigned long property, long offset, long length, int erase, unsigned long type, void *actualType, void *format, void *count, void *bytesAfter, void *data)',
)
