import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import {
  PROP_MODE_REPLACE,
  XChangeProperty,
  XCreateSimpleWindow,
  XInternAtom,
} from '../../src/applet/x11/selections.ts'
import { XSelectInput, XSync } from '../../src/applet/x11/xlib.ts'
import type { WindowOrder } from './x-window.ts'

/** A program with windows, as x-window.ts starts it: it does what it is told and tells what it gets. */
const { bind } = openLibrary('libX11.so.6')
const XMapWindow = bind('int XMapWindow(void *display, unsigned long window)')
const XUnmapWindow = bind('int XUnmapWindow(void *display, unsigned long window)')
const XDestroyWindow = bind('int XDestroyWindow(void *display, unsigned long window)')
const XSetInputFocus = bind('int XSetInputFocus(void *display, unsigned long window, int revertTo, unsigned long time)')
const XMoveResizeWindow = bind(
  'int XMoveResizeWindow(void *display, unsigned long window, int x, int y, unsigned int width, unsigned int height)',
)

/** Keys, buttons, motion and crossing. */
const INPUT_MASK = 0b0011_1111
const XA_CARDINAL = 6
const KEY_PRESS = 2
const LEAVE_NOTIFY = 8

const opened = Connection.open(process.env.DISPLAY ?? '')
if (!opened) throw new Error('no X server')
const connection = opened
const { display, root } = connection
const windows = new Map<string, number>()
for (let type = KEY_PRESS; type <= LEAVE_NOTIFY; type += 1) connection.on(type, () => tell({ got: type }))

process.on('message', (order: WindowOrder) => {
  const window = windows.get(order.window) ?? 0
  const { x, y, width, height } = order.rect ?? { x: 0, y: 0, width: 1, height: 1 }
  switch (order.act) {
    case 'open':
      open(order)
      break
    case 'place':
      XMoveResizeWindow(display, window, x, y, width, height)
      break
    case 'map':
      XMapWindow(display, window)
      break
    case 'unmap':
      XUnmapWindow(display, window)
      break
    case 'close':
      XDestroyWindow(display, window)
      break
    case 'focus':
      XSetInputFocus(display, window, 1, 0)
  }
  XSync(display, 0)
  // What came along with the answer wakes nobody.
  connection.dispatch()
  tell({ done: windows.get(order.window) ?? 0 })
})
process.on('disconnect', () => process.exit())
tell({ done: 0 })

/** Whoever started us may have left already. */
function tell(message: { readonly done: number } | { readonly got: number }): void {
  if (process.connected) process.send?.(message, () => {})
}

function open({ window: name, rect, colour = 0, pid }: WindowOrder): void {
  if (!rect) return
  const { x, y, width, height } = rect
  const window = XCreateSimpleWindow(display, root, x, y, width, height, 0, 0, colour)
  windows.set(name, window)
  const property = XInternAtom(display, '_NET_WM_PID', 0)
  const value = new BigUint64Array([BigInt(pid ?? process.pid)])
  if (pid !== null) XChangeProperty(display, window, property, XA_CARDINAL, 32, PROP_MODE_REPLACE, value, 1)
  XSelectInput(display, window, INPUT_MASK)
  XMapWindow(display, window)
}
