import { openOnDisplay } from '../../x11/open-on-display.ts'
import { InputFailed, type InputSink } from '../input-sink.ts'

/** Mouse and keyboard of an X server. Rejects with InputFailed. */
export function openX11Sink(display = process.env.DISPLAY): Promise<InputSink> {
  return openOnDisplay({
    display,
    without: 'there is no X server to act on',
    libraries: 'libX11 and libXtst',
    Failed: InputFailed,
    load: async () => (await import('./x11/x11-input.ts')).X11Input,
  })
}
