import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import { XSync } from '../../src/applet/x11/xlib.ts'
import type { Rect } from '../../src/base/rect.ts'

const { bind } = openLibrary('libX11.so.6')
const XSetWindowBackground = bind('int XSetWindowBackground(void *d, unsigned long window, unsigned long pixel)')
const XClearArea = bind(
  'int XClearArea(void *d, unsigned long window, int x, int y, unsigned int w, unsigned int h, int exposures)',
)

export interface ColourPainter extends Disposable {
  /** In a new colour each time; it is on the screen when this returns. */
  fill(rect: Rect): void
  /** Asks the server and waits for its answer: what was asked before is done then. */
  roundTrip(): void
}

/** Paints on the screen from this process. */
export function openColourPainter(display: string): ColourPainter {
  const connection = Connection.open(display)
  if (!connection) throw new Error(`no X server ${display}`)
  let colour = 0
  const roundTrip = () => void XSync(connection.display, 0)
  return {
    roundTrip,
    fill({ x, y, width, height }) {
      colour = (colour + 0x10305) % 0x1000000
      XSetWindowBackground(connection.display, connection.root, colour)
      XClearArea(connection.display, connection.root, x, y, width, height, 0)
      roundTrip()
    },
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  }
}
