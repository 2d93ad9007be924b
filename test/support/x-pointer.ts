import { Connection } from '../../src/applet/x11/connection.ts'
import { XQueryPointer } from '../../src/applet/x11/xlib.ts'

/** Where the X server itself says that its pointer is. */
export function pointerOf(display: string): { x: number; y: number } {
  using connection = Connection.open(display)
  if (!connection) throw new Error(`no X server at ${display}`)
  const [x, y, rest] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)]
  XQueryPointer(connection.display, connection.root, rest, rest, x, y, rest, rest, rest)
  return { x: x.readInt32LE(0), y: y.readInt32LE(0) }
}
