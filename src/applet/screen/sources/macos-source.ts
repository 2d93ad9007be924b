import { CaptureFailed, type ScreenSource } from '../screen-source.ts'

/** The displays of a Mac, all of them. The system's libraries are loaded here and not with this file. Throws CaptureFailed. */
export async function openMacosSource(): Promise<ScreenSource> {
  const { MacosScreen, macosParts } = await loadLibraries()
  return new MacosScreen(macosParts())
}

async function loadLibraries() {
  try {
    const { MacosScreen } = await import('./macos/macos-screen.ts')
    const { macosParts } = await import('./macos/macos-parts.ts')
    return { MacosScreen, macosParts }
  } catch (cause) {
    throw new CaptureFailed('The libraries of macOS cannot be loaded: CoreGraphics and CoreFoundation.', { cause })
  }
}
