import { InputFailed, type InputSink } from '../input-sink.ts'

/**
 * Mouse and keyboard of an X server, through the system's own libraries. They are loaded here and not with this file, so
 * that a system without them fails like one without a screen. Throws InputFailed.
 */
export async function openX11Sink(display = process.env.DISPLAY): Promise<InputSink> {
  if (!display) throw new InputFailed('DISPLAY is not set: there is no X server to act on.')
  const { Connection, X11Input } = await loadLibraries()
  const connection = Connection.open(display)
  if (!connection) throw new InputFailed(`The X server ${display} cannot be reached or does not let us in.`)
  try {
    return new X11Input(connection)
  } catch (error) {
    connection[Symbol.dispose]()
    throw error
  }
}

async function loadLibraries() {
  try {
    const { Connection } = await import('../../x11/connection.ts')
    const { X11Input } = await import('./x11/x11-input.ts')
    return { Connection, X11Input }
  } catch (cause) {
    throw new InputFailed('The X11 libraries are missing: libX11 and libXtst.', { cause })
  }
}
