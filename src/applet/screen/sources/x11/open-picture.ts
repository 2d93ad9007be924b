import type { Size } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XGetGeometry } from '../../../x11/xlib.ts'
import { XShmQueryExtension } from '../../../x11/xshm.ts'
import { CopiedPicture } from './copied-picture.ts'
import type { Picture } from './picture.ts'
import { SharedPicture } from './shared-picture.ts'

/** Memory that the server shares with us if it can: over a network it cannot. Throws CaptureFailed. */
export function openPicture(connection: Connection): Picture {
  const size = screenSize(connection)
  const shared = XShmQueryExtension(connection.display) !== 0 ? SharedPicture.open(connection, size) : undefined
  return shared ?? new CopiedPicture(connection, size)
}

function screenSize({ display, root }: Connection): Size {
  const width = new Uint32Array(1)
  const height = new Uint32Array(1)
  const rest = new Int32Array(2)
  XGetGeometry(display, root, new Uint8Array(8), rest, rest, width, height, new Uint32Array(1), new Uint32Array(1))
  return { width: width[0] ?? 0, height: height[0] ?? 0 }
}
