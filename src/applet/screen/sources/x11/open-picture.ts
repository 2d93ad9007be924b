import type { Connection } from '../../../x11/connection.ts'
import { screenSize } from '../../../x11/screen-size.ts'
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
