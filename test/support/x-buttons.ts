import { Connection } from '../../src/applet/x11/connection.ts'
import { XQueryPointer } from '../../src/applet/x11/xlib.ts'

/** Bits 8 to 12 of the X server's own state: buttons 1 to 5, whoever pressed them. */
const BUTTONS = 0x1f00
/** Shift, Lock, Control and Mod1 to Mod5. */
const MODIFIERS = 0xff

/** Whether the X server knows of any button or modifier that is held down. */
export function isAnythingHeld(display: string): boolean {
  using connection = Connection.open(display)
  if (!connection) throw new Error(`no X server at ${display}`)
  const number = () => Buffer.alloc(8)
  const mask = number()
  XQueryPointer(connection.display, connection.root, number(), number(), number(), number(), number(), number(), mask)
  return (mask.readUInt32LE(0) & (BUTTONS | MODIFIERS)) !== 0
}
