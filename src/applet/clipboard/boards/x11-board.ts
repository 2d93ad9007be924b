import { openOnDisplay } from '../../x11/open-on-display.ts'
import { type Clipboard, ClipboardFailed } from '../clipboard.ts'

/** The clipboard of an X server. Rejects with ClipboardFailed. */
export function openX11Board(display = process.env.DISPLAY): Promise<Clipboard> {
  return openOnDisplay({
    display,
    without: 'there is no X server with a clipboard',
    libraries: 'libX11 and libXfixes',
    Failed: ClipboardFailed,
    load: async () => (await import('./x11/x11-clipboard.ts')).X11Clipboard,
  })
}
