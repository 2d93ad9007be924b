import { type Clipboard, ClipboardFailed } from '../clipboard.ts'

/**
 * The clipboard of an X server, through the system's own libraries. They are loaded here and not with this file, so that a
 * system without them only lacks its clipboard. Throws ClipboardFailed.
 */
export async function openX11Board(display = process.env.DISPLAY): Promise<Clipboard> {
  if (!display) throw new ClipboardFailed('DISPLAY is not set: there is no X server with a clipboard.')
  const { Connection, X11Clipboard } = await loadLibraries()
  const connection = Connection.open(display)
  if (!connection) throw new ClipboardFailed(`The X server ${display} cannot be reached or does not let us in.`)
  try {
    return new X11Clipboard(connection)
  } catch (error) {
    connection[Symbol.dispose]()
    throw error
  }
}

async function loadLibraries() {
  try {
    const { Connection } = await import('../../x11/connection.ts')
    const { X11Clipboard } = await import('./x11/x11-clipboard.ts')
    return { Connection, X11Clipboard }
  } catch (cause) {
    throw new ClipboardFailed('The X11 libraries are missing: libX11 and libXfixes.', { cause })
  }
}
