import { openOnDisplay } from '../../x11/open-on-display.ts'
import { CaptureFailed, type ScreenSource } from '../screen-source.ts'

/** The screen of an X server. Rejects with CaptureFailed. */
export function openX11Source(display = process.env.DISPLAY): Promise<ScreenSource> {
  return openOnDisplay({
    display,
    without: 'there is no X screen to show',
    libraries: 'libX11, libXext, libXdamage, libXfixes, libXrandr and libXi',
    Failed: CaptureFailed,
    load: async () => (await import('./x11/x11-screen.ts')).X11Screen,
  })
}
