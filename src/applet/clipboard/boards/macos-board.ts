import { type Clipboard, ClipboardFailed } from '../clipboard.ts'

/** The clipboard of a Mac. Its frameworks are loaded here and not with this file. Throws ClipboardFailed. */
export async function openMacosBoard(): Promise<Clipboard> {
  const MacosClipboard = await loadMacosClipboard()
  return new MacosClipboard()
}

async function loadMacosClipboard() {
  try {
    return (await import('./macos/macos-clipboard.ts')).MacosClipboard
  } catch (cause) {
    throw new ClipboardFailed('The frameworks of macOS for the clipboard cannot be loaded: AppKit.', { cause })
  }
}
