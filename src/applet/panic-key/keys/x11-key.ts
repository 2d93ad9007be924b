import { openOnDisplay } from '../../x11/open-on-display.ts'
import { type PanicKey, PanicKeyFailed } from '../panic-key.ts'

/** The key Pause of an X server. Rejects with PanicKeyFailed. */
export function openX11Key(display = process.env.DISPLAY): Promise<PanicKey> {
  return openOnDisplay({
    display,
    without: 'there is no X server with a keyboard',
    libraries: 'libX11',
    Failed: PanicKeyFailed,
    load: async () => (await import('./x11/x11-panic-key.ts')).X11PanicKey,
  })
}
