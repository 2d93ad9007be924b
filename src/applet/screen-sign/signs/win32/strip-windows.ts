import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import { CreateSolidBrush } from '../../../win32/gdi32.ts'
import {
  CreateWindowExW,
  DestroyWindow,
  DispatchMessageW,
  defaultWindowProcedure,
  HWND_TOPMOST,
  LWA_ALPHA,
  MESSAGE_BYTES,
  PeekMessageW,
  PM_REMOVE,
  RegisterClassExW,
  SetLayeredWindowAttributes,
  SetWindowPos,
  ShowWindow,
  SW_SHOWNOACTIVATE,
  SWP_ORDER_ONLY,
  WNDCLASSEXW,
  WS_EX_LAYERED,
  WS_EX_NOACTIVATE,
  WS_EX_TOOLWINDOW,
  WS_EX_TOPMOST,
  WS_EX_TRANSPARENT,
  WS_POPUP,
  wide,
} from '../../../win32/message-loop.ts'
import { ScreenSignFailed } from '../../screen-sign.ts'

/** Red that stands out on white and on black. */
const RED = 0x18_10_e0

/** On no taskbar, above all others, and every click goes through. */
const EXTENDED = WS_EX_TOPMOST | WS_EX_TRANSPARENT | WS_EX_TOOLWINDOW | WS_EX_LAYERED | WS_EX_NOACTIVATE

const CLASS_NAME = wide('OpenRescueScreenSign')

/** Red windows of this thread, which has to look after their messages. */
export class StripWindows implements Disposable {
  readonly #windows: readonly number[]
  readonly #message = Buffer.alloc(MESSAGE_BYTES)

  /** Throws ScreenSignFailed. */
  constructor(strips: readonly Rect[]) {
    registerClass()
    this.#windows = strips.map(openWindow)
  }

  /** To be called again and again: a window that does not answer counts as hung. */
  answerMessages(): void {
    for (const window of this.#windows) {
      while (PeekMessageW(this.#message, window, 0, 0, PM_REMOVE) !== 0) DispatchMessageW(this.#message)
    }
  }

  raise(): void {
    for (const window of this.#windows) SetWindowPos(window, HWND_TOPMOST, 0, 0, 0, 0, SWP_ORDER_ONLY)
  }

  [Symbol.dispose](): void {
    for (const window of this.#windows) DestroyWindow(window)
  }
}

let isRegistered = false

function registerClass(): void {
  if (isRegistered) return
  const description = Buffer.alloc(koffi.sizeof(WNDCLASSEXW))
  koffi.encode(description, WNDCLASSEXW, {
    ...{ cbSize: description.byteLength, style: 0, cbClsExtra: 0, cbWndExtra: 0 },
    ...{ hInstance: null, hIcon: null, hCursor: null, lpszMenuName: null, hIconSm: null },
    lpfnWndProc: defaultWindowProcedure(),
    hbrBackground: CreateSolidBrush(RED),
    lpszClassName: CLASS_NAME,
  })
  if (RegisterClassExW(description) === 0) throw new ScreenSignFailed('Windows does not know the kind of window.')
  isRegistered = true
}

function openWindow({ x, y, width, height }: Rect): number {
  const window = CreateWindowExW(EXTENDED, CLASS_NAME, null, WS_POPUP, x, y, width, height, 0, 0, null, null)
  if (window === 0) throw new ScreenSignFailed('Windows does not open a window.')
  SetLayeredWindowAttributes(window, 0, 255, LWA_ALPHA)
  ShowWindow(window, SW_SHOWNOACTIVATE)
  return window
}
