import type { Size } from '../../base/rect.ts'
import type { Connection } from './connection.ts'
import { XGetGeometry } from './xlib.ts'

/** All monitors of an X screen together. */
export function screenSize({ display, root }: Connection): Size {
  const width = new Uint32Array(1)
  const height = new Uint32Array(1)
  const rest = new Int32Array(2)
  XGetGeometry(display, root, new Uint8Array(8), rest, rest, width, height, new Uint32Array(1), new Uint32Array(1))
  return { width: width[0] ?? 0, height: height[0] ?? 0 }
}
