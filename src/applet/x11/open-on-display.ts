import type { Connection } from './connection.ts'

interface Part<T> {
  /** What DISPLAY holds. */
  readonly display: string | undefined
  /** What cannot be had without one: `there is no X screen to show`. */
  readonly without: string
  /** What the system lacks when the part cannot be loaded. */
  readonly libraries: string
  readonly Failed: new (message: string, options?: ErrorOptions) => Error
  load(): Promise<new (connection: Connection) => T>
}

/**
 * Opens a part that works on an X server, over a connection of its own. The system's libraries are loaded here and not with
 * any file, so that a system without them fails like one without a screen. Rejects with what the part fails with.
 */
export async function openOnDisplay<T>({ display, without, libraries, Failed, load }: Part<T>): Promise<T> {
  if (!display) throw new Failed(`DISPLAY is not set: ${without}.`)
  const loaded = await Promise.all([import('./connection.ts'), load()]).catch((cause: unknown) => {
    throw new Failed(`The X11 libraries are missing: ${libraries}.`, { cause })
  })
  const [{ Connection }, Opened] = loaded
  const connection = Connection.open(display)
  if (!connection) throw new Failed(`The X server ${display} cannot be reached or does not let us in.`)
  try {
    return new Opened(connection)
  } catch (error) {
    connection[Symbol.dispose]()
    throw error
  }
}
