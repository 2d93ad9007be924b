import { type Clipboard, ClipboardFailed } from '../clipboard.ts'

/** The clipboard of Windows. Its libraries are loaded here and not with this file. Throws ClipboardFailed. */
export async function openWin32Board(): Promise<Clipboard> {
  const Win32Clipboard = await loadWin32Clipboard()
  return new Win32Clipboard()
}

async function loadWin32Clipboard() {
  try {
    return (await import('./win32/win32-clipboard.ts')).Win32Clipboard
  } catch (cause) {
    throw new ClipboardFailed('The libraries of Windows for the clipboard cannot be loaded: user32, kernel32.', {
      cause,
    })
  }
}
