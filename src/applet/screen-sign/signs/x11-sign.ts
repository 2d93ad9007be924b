import { openOnDisplay } from '../../x11/open-on-display.ts'
import { type ScreenSign, ScreenSignFailed } from '../screen-sign.ts'

/** A sign on the screen of an X server. Rejects with ScreenSignFailed. */
export function openX11Sign(display = process.env.DISPLAY): Promise<ScreenSign> {
  return openOnDisplay({
    display,
    without: 'there is no X screen to show a sign on',
    libraries: 'libX11, libXfixes and libXrandr',
    Failed: ScreenSignFailed,
    load: async () => (await import('./x11/x11-screen-sign.ts')).X11ScreenSign,
  })
}
