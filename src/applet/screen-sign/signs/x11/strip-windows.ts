import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XCreateSimpleWindow } from '../../../x11/selections.ts'
import {
  CW_OVERRIDE_REDIRECT,
  VISIBILITY_CHANGE_MASK,
  XAllocColor,
  XChangeWindowAttributes,
  XColor,
  XDefaultColormap,
  XDestroyWindow,
  XMapRaised,
  XRaiseWindow,
  XSetWindowAttributes,
} from '../../../x11/windows.ts'
import {
  SHAPE_INPUT,
  XFixesCreateRegion,
  XFixesDestroyRegion,
  XFixesSetWindowShapeRegion,
} from '../../../x11/xfixes.ts'
import { XDefaultScreen, XSelectInput } from '../../../x11/xlib.ts'

/** Of 65,535 each: red that stands out on white and on black. */
const RED = { red: 0xe0e0, green: 0x1010, blue: 0x1818 }

/** Red windows that no window manager touches and every click goes through. */
export class StripWindows implements Disposable {
  readonly #connection: Connection
  readonly #windows: readonly number[]

  constructor(connection: Connection, strips: readonly Rect[]) {
    this.#connection = connection
    const pixel = redPixel(connection)
    this.#windows = strips.map((strip) => this.#open(strip, pixel))
    connection.flush()
  }

  /** Whether nothing stands above them, in this order of all windows from the lowest to the uppermost. */
  areUppermost(order: readonly number[]): boolean {
    const above = order.slice(order.length - this.#windows.length)
    return this.#windows.every((window) => above.includes(window))
  }

  raise(): void {
    for (const window of this.#windows) XRaiseWindow(this.#connection.display, window)
    this.#connection.flush()
  }

  [Symbol.dispose](): void {
    if (this.#connection.lost) return
    for (const window of this.#windows) XDestroyWindow(this.#connection.display, window)
    this.#connection.flush()
  }

  #open({ x, y, width, height }: Rect, pixel: number): number {
    const { display, root } = this.#connection
    const window = XCreateSimpleWindow(display, root, x, y, width, height, 0, 0, pixel)
    const attributes = Buffer.alloc(koffi.sizeof(XSetWindowAttributes))
    koffi.encode(attributes, koffi.offsetof(XSetWindowAttributes, 'override_redirect'), 'int', 1)
    XChangeWindowAttributes(display, window, CW_OVERRIDE_REDIRECT, attributes)
    const nothing = XFixesCreateRegion(display, null, 0)
    XFixesSetWindowShapeRegion(display, window, SHAPE_INPUT, 0, 0, nothing)
    XFixesDestroyRegion(display, nothing)
    XSelectInput(display, window, VISIBILITY_CHANGE_MASK)
    XMapRaised(display, window)
    return window
  }
}

function redPixel({ display }: Connection): number {
  const colour = Buffer.alloc(koffi.sizeof(XColor))
  koffi.encode(colour, XColor, { pixel: 0, ...RED, flags: 0, pad: 0 })
  XAllocColor(display, XDefaultColormap(display, XDefaultScreen(display)), colour)
  return koffi.decode(colour, XColor).pixel
}
