import { CaptureFailed, type ScreenSource } from '../screen-source.ts'

/** The desktop of Windows, all monitors of it. Its libraries are loaded here and not with this file. Throws CaptureFailed. */
export async function openWin32Source(): Promise<ScreenSource> {
  const GdiScreen = await loadGdiScreen()
  return new GdiScreen()
}

async function loadGdiScreen() {
  try {
    return (await import('./win32/gdi-screen.ts')).GdiScreen
  } catch (cause) {
    throw new CaptureFailed('The libraries of Windows cannot be loaded: user32 and gdi32.', { cause })
  }
}
