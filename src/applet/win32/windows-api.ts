import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** user32, dwmapi and kernel32: windows on the desktop and the processes behind them. 0 when they failed, unless said otherwise. */
const { bind } = openLibrary('user32.dll')
const { bind: bindDwm } = openLibrary('dwmapi.dll')
const { bind: bindKernel } = openLibrary('kernel32.dll')

export const WindowEnumProc = koffi.pointer(koffi.proto('int', ['intptr_t', 'intptr_t']))
/** Calls for each window that stands on the desktop itself, the uppermost first, until the callback returns 0. */
export const EnumWindows = bind('int EnumWindows(void *callback, intptr_t data)')
export const GetWindowThreadProcessId = bind('uint32_t GetWindowThreadProcessId(intptr_t window, void *pid)')
export const IsWindowVisible = bind('int IsWindowVisible(intptr_t window)')
export const IsIconic = bind('int IsIconic(intptr_t window)')
export const GetWindowRect = bind('int GetWindowRect(intptr_t window, void *rect)')
/** 0 when nobody has the keyboard, as while another window is about to get it. */
export const GetForegroundWindow = bind('intptr_t GetForegroundWindow()')

/** Without the shadow, which is part of what GetWindowRect tells. */
export const DWMWA_EXTENDED_FRAME_BOUNDS = 9
/** Not 0 where a window is visible to programs and not to people, as on another of several desktops. */
export const DWMWA_CLOAKED = 14
/** 0 when it succeeded. */
export const DwmGetWindowAttribute = bindDwm(
  'int DwmGetWindowAttribute(intptr_t window, uint32_t attribute, void *value, uint32_t bytes)',
)

export const TH32CS_SNAPPROCESS = 2
/** -1 when it failed. */
export const CreateToolhelp32Snapshot = bindKernel('intptr_t CreateToolhelp32Snapshot(uint32_t what, uint32_t pid)')
export const CloseHandle = bindKernel('int CloseHandle(intptr_t handle)')
export const PROCESSENTRY32W = koffi.struct({
  dwSize: 'uint32_t',
  cntUsage: 'uint32_t',
  th32ProcessID: 'uint32_t',
  th32DefaultHeapID: 'uintptr_t',
  th32ModuleID: 'uint32_t',
  cntThreads: 'uint32_t',
  th32ParentProcessID: 'uint32_t',
  pcPriClassBase: 'int32_t',
  dwFlags: 'uint32_t',
  szExeFile: koffi.array('char16_t', 260, 'String'),
})
export const Process32FirstW = bindKernel('int Process32FirstW(intptr_t snapshot, void *entry)')
export const Process32NextW = bindKernel('int Process32NextW(intptr_t snapshot, void *entry)')
