import { type ScreenSign, ScreenSignFailed } from '../screen-sign.ts'

/** A sign on the desktop of Windows. Its libraries are loaded here and not with this file. Throws ScreenSignFailed. */
export async function openWin32Sign(): Promise<ScreenSign> {
  const Win32ScreenSign = await loadWin32ScreenSign()
  return new Win32ScreenSign()
}

async function loadWin32ScreenSign() {
  try {
    return (await import('./win32/win32-screen-sign.ts')).Win32ScreenSign
  } catch (cause) {
    throw new ScreenSignFailed('The libraries of Windows cannot be loaded: user32 and gdi32.', { cause })
  }
}
