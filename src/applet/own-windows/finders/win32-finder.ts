import { type OwnWindows, OwnWindowsFailed } from '../own-windows.ts'

/** The windows of Windows. Its libraries are loaded here and not with this file. Throws OwnWindowsFailed. */
export async function openWin32Finder(): Promise<OwnWindows> {
  const Win32Windows = await loadWin32Windows()
  return new Win32Windows()
}

async function loadWin32Windows() {
  try {
    return (await import('./win32/win32-windows.ts')).Win32Windows
  } catch (cause) {
    throw new OwnWindowsFailed('The libraries of Windows cannot be loaded: user32, dwmapi and kernel32.', { cause })
  }
}
