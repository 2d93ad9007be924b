import { openOnDisplay } from '../../x11/open-on-display.ts'
import { InputFailed } from '../input-sink.ts'

/** Lets go of every key and button that is held down by XTEST on this X server. Rejects with InputFailed. */
export async function letGoOnX11(display = process.env.DISPLAY): Promise<void> {
  using held = await openOnDisplay({
    display,
    without: 'there is no X server to act on',
    libraries: 'libX11 and libXtst',
    Failed: InputFailed,
    load: async () => (await import('./x11/held-input.ts')).X11HeldInput,
  })
  held.letGo()
}
