import { type PanicKey, PanicKeyFailed } from '../panic-key.ts'

/** The key Pause of Windows. Its libraries are loaded here and not with this file. Throws PanicKeyFailed. */
export async function openWin32Key(): Promise<PanicKey> {
  const Win32PanicKey = await loadWin32PanicKey()
  return new Win32PanicKey()
}

async function loadWin32PanicKey() {
  try {
    return (await import('./win32/win32-panic-key.ts')).Win32PanicKey
  } catch (cause) {
    throw new PanicKeyFailed('The library of Windows for keys cannot be loaded: user32.', { cause })
  }
}
