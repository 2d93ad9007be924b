import { type OwnWindows, OwnWindowsFailed } from '../own-windows.ts'

/** The windows of a Mac. Its frameworks are loaded here and not with this file. Throws OwnWindowsFailed. */
export async function openMacosFinder(): Promise<OwnWindows> {
  const [{ MacosWindows }, parts] = await loadParts()
  return new MacosWindows(parts)
}

async function loadParts() {
  try {
    const parts = (await import('./macos/macos-window-parts.ts')).MACOS_WINDOW_PARTS
    return [await import('./macos/macos-windows.ts'), parts] as const
  } catch (cause) {
    throw new OwnWindowsFailed('The frameworks of macOS cannot be loaded: CoreGraphics and CoreFoundation.', { cause })
  }
}
