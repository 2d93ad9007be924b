import { CaptureFailed, type ScreenSource } from '../screen-source.ts'

/**
 * The desktop of Windows by way of desktop duplication, which Windows 8 and later have where a graphics adapter drives the
 * monitors. Its libraries are loaded here and not with this file. Throws CaptureFailed.
 */
export async function openWin32DuplicationSource(): Promise<ScreenSource> {
  const { DuplicatedScreen, parts } = await loadLibraries()
  return new DuplicatedScreen(parts)
}

async function loadLibraries() {
  try {
    const { DuplicatedScreen } = await import('./win32/duplicated-screen.ts')
    const { duplicationParts } = await import('./win32/duplication-parts.ts')
    return { DuplicatedScreen, parts: duplicationParts() }
  } catch (cause) {
    throw new CaptureFailed('The libraries of Windows cannot be loaded: dxgi and d3d11.', { cause })
  }
}
