import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** user32: windows of our own, and messages for them and for this thread. Functions return 0 when they failed. */
const { bind } = openLibrary('user32.dll')
const { bind: bindKernel } = openLibrary('kernel32.dll')

const GetModuleHandleW = bindKernel('void *GetModuleHandleW(void *name)')
const GetProcAddress = bindKernel('void *GetProcAddress(void *module, const char *name)')

export const WNDCLASSEXW = koffi.struct({
  cbSize: 'uint32_t',
  style: 'uint32_t',
  lpfnWndProc: 'void *',
  cbClsExtra: 'int32_t',
  cbWndExtra: 'int32_t',
  hInstance: 'void *',
  hIcon: 'void *',
  hCursor: 'void *',
  hbrBackground: 'void *',
  lpszMenuName: 'void *',
  lpszClassName: 'void *',
  hIconSm: 'void *',
})
export const RegisterClassExW = bind('uint16_t RegisterClassExW(void *description)')

export const WS_POPUP = 0x8000_0000
export const WS_EX_TOPMOST = 0x8
export const WS_EX_TRANSPARENT = 0x20
export const WS_EX_TOOLWINDOW = 0x80
export const WS_EX_LAYERED = 0x8_0000
export const WS_EX_NOACTIVATE = 0x800_0000
export const CreateWindowExW = bind(
  'intptr_t CreateWindowExW(uint32_t extended, void *className, void *title, uint32_t style, int x, int y, int width, int height, intptr_t parent, intptr_t menu, void *instance, void *data)',
)
export const DestroyWindow = bind('int DestroyWindow(intptr_t window)')
export const LWA_ALPHA = 2
export const SetLayeredWindowAttributes = bind(
  'int SetLayeredWindowAttributes(intptr_t window, uint32_t key, uint8_t alpha, uint32_t which)',
)
export const SW_SHOWNOACTIVATE = 4
export const ShowWindow = bind('int ShowWindow(intptr_t window, int how)')
export const HWND_TOPMOST = -1
/** Neither size nor place nor who has the keyboard. */
export const SWP_ORDER_ONLY = 0x1 | 0x2 | 0x10
export const SetWindowPos = bind(
  'int SetWindowPos(intptr_t window, intptr_t after, int x, int y, int width, int height, uint32_t flags)',
)

/** Bytes of a MSG. */
export const MESSAGE_BYTES = 48
/** In place of a window: messages for the thread itself. */
export const THREAD_MESSAGES = -1
export const PM_REMOVE = 1
export const PeekMessageW = bind(
  'int PeekMessageW(void *message, intptr_t window, uint32_t first, uint32_t last, uint32_t flags)',
)
export const DispatchMessageW = bind('intptr_t DispatchMessageW(void *message)')

export const WM_HOTKEY = 0x312
export const MOD_NONE = 0
export const MOD_CONTROL = 2
/** One message for a press, however long it takes. */
export const MOD_NOREPEAT = 0x4000
export const VK_CANCEL = 0x03
export const VK_PAUSE = 0x13
export const RegisterHotKey = bind('int RegisterHotKey(intptr_t window, int id, uint32_t modifiers, uint32_t key)')
export const UnregisterHotKey = bind('int UnregisterHotKey(intptr_t window, int id)')

/** As Windows takes text. */
export function wide(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le')
}

/** What a window does that does nothing of its own: no code of ours runs in it. */
export function defaultWindowProcedure(): bigint {
  const module = GetModuleHandleW(wide('user32.dll'))
  return (module && GetProcAddress(module, 'DefWindowProcW')) ?? 0n
}
