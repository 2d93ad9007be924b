import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** libXi: movements of the pointer over any window. */
const { bind } = openLibrary('libXi.so.6')

/** 0 when the server speaks at least this version. */
export const XIQueryVersion = bind('int XIQueryVersion(void *display, void *major, void *minor)')
export const ALL_MASTER_DEVICES = 1
export const RAW_MOTION = 17
export const XIEventMask = koffi.struct({ deviceid: 'int', mask_len: 'int', mask: 'uchar *' })
export const XISelectEvents = bind('int XISelectEvents(void *display, unsigned long window, void *masks, int count)')
