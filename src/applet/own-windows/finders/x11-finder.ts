import { openOnDisplay } from '../../x11/open-on-display.ts'
import { type OwnWindows, OwnWindowsFailed } from '../own-windows.ts'

/** The windows of an X server. Rejects with OwnWindowsFailed. */
export function openX11Finder(display = process.env.DISPLAY): Promise<OwnWindows> {
  return openOnDisplay({
    display,
    without: 'there is no X server that could show a window',
    libraries: 'libX11',
    Failed: OwnWindowsFailed,
    load: async () => (await import('./x11/x11-windows.ts')).X11Windows,
  })
}
