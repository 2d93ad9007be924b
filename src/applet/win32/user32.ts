import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** user32: the desktop, its monitors, the cursor, and input. Functions that tell success return 0 when they failed. */
const { bind } = openLibrary('user32.dll')

export const PER_MONITOR_AWARE_V2 = -4
export const SetProcessDpiAwarenessContext = bind('int SetProcessDpiAwarenessContext(intptr_t context)')

export const SM_SWAPBUTTON = 23
export const SM_XVIRTUALSCREEN = 76
export const SM_YVIRTUALSCREEN = 77
export const SM_CXVIRTUALSCREEN = 78
export const SM_CYVIRTUALSCREEN = 79
export const GetSystemMetrics = bind('int GetSystemMetrics(int index)')

const RECT = koffi.struct({ left: 'int32_t', top: 'int32_t', right: 'int32_t', bottom: 'int32_t' })
export const MONITORINFOF_PRIMARY = 1
export const MONITORINFOEXW = koffi.struct({
  cbSize: 'uint32_t',
  rcMonitor: RECT,
  rcWork: RECT,
  dwFlags: 'uint32_t',
  szDevice: koffi.array('char16_t', 32, 'String'),
})
export const MonitorEnumProc = koffi.pointer(koffi.proto('int', ['void *', 'void *', 'void *', 'intptr_t']))
export const EnumDisplayMonitors = bind('int EnumDisplayMonitors(void *dc, void *clip, void *callback, intptr_t data)')
export const GetMonitorInfoW = bind('int GetMonitorInfoW(void *monitor, void *info)')

/** The device context of the whole desktop when `window` is null. */
export const GetDC = bind('void *GetDC(void *window)')
export const ReleaseDC = bind('int ReleaseDC(void *window, void *dc)')

export const CURSOR_SHOWING = 1
export const CURSORINFO = koffi.struct({
  cbSize: 'uint32_t',
  flags: 'uint32_t',
  hCursor: 'void *',
  x: 'int32_t',
  y: 'int32_t',
})
export const GetCursorInfo = bind('int GetCursorInfo(void *info)')
export const ICONINFO = koffi.struct({
  fIcon: 'int32_t',
  xHotspot: 'uint32_t',
  yHotspot: 'uint32_t',
  hbmMask: 'void *',
  hbmColor: 'void *',
})
/** Both bitmaps are the caller's to delete. */
export const GetIconInfo = bind('int GetIconInfo(void *icon, void *info)')
export const DI_NORMAL = 3
export const DrawIconEx = bind(
  'int DrawIconEx(void *dc, int x, int y, void *icon, int width, int height, uint32_t step, void *brush, uint32_t flags)',
)
/** The standard arrow: a resource's number in place of its name. */
export const IDC_ARROW = 32512n
export const LoadCursorW = bind('void *LoadCursorW(void *instance, void *name)')

/** How many of the records were taken; `bytes` is the size of one. */
export const SendInput = bind('uint32_t SendInput(uint32_t count, void *records, int bytes)')
