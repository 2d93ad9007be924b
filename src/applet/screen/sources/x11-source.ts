import { CaptureFailed, type ScreenSource } from '../screen-source.ts'

/**
 * The screen of an X server, through the system's own libraries. They are loaded here and not with this file, so that a
 * system without them fails like one without a screen. Throws CaptureFailed.
 */
export async function openX11Source(display = process.env.DISPLAY): Promise<ScreenSource> {
  if (!display) throw new CaptureFailed('DISPLAY is not set: there is no X screen to show.')
  const { Connection, X11Screen } = await loadLibraries()
  const connection = Connection.open(display)
  if (!connection) throw new CaptureFailed(`The X server ${display} cannot be reached or does not let us in.`)
  try {
    return new X11Screen(connection)
  } catch (error) {
    connection[Symbol.dispose]()
    throw error
  }
}

async function loadLibraries() {
  try {
    const { Connection } = await import('../../x11/connection.ts')
    const { X11Screen } = await import('./x11/x11-screen.ts')
    return { Connection, X11Screen }
  } catch (cause) {
    throw new CaptureFailed(
      'The X11 libraries are missing: libX11, libXext, libXdamage, libXfixes, libXrandr and libXi.',
      {
        cause,
      },
    )
  }
}
