import { isDeepStrictEqual } from 'node:util'
import type { Rect } from '../../../../base/rect.ts'
import { readMonitors, watchMonitors } from '../../../screen/sources/x11/monitors.ts'
import type { Connection } from '../../../x11/connection.ts'
import { screenSize } from '../../../x11/screen-size.ts'
import { childrenOf } from '../../../x11/window-tree.ts'
import { MAP_NOTIFY, SUBSTRUCTURE_NOTIFY_MASK, VISIBILITY_NOTIFY } from '../../../x11/windows.ts'
import { XFixesQueryExtension } from '../../../x11/xfixes.ts'
import { CONFIGURE_NOTIFY, STRUCTURE_NOTIFY_MASK, XSelectInput } from '../../../x11/xlib.ts'
import { frameStrips } from '../../frame-strips.ts'
import { type ScreenSign, ScreenSignFailed } from '../../screen-sign.ts'
import { StripWindows } from './strip-windows.ts'

/** Milliseconds between two looks: another program may want to be above all others too, and neither gives way. */
const LOOK_MS = 500

/** A red frame on an X screen. It sleeps until the server tells that windows or monitors moved. */
export class X11ScreenSign implements ScreenSign {
  readonly name = 'X11 (sign)'
  readonly #connection: Connection
  #strips: readonly Rect[] = []
  #windows: StripWindows | undefined
  #pause: NodeJS.Timeout | undefined
  #hasChanged = false

  /** Closes the connection when it is disposed. Throws ScreenSignFailed. */
  constructor(connection: Connection) {
    this.#connection = connection
    if (connection.eventBase(XFixesQueryExtension) === undefined) {
      throw new ScreenSignFailed('The X server cannot let clicks through a window.')
    }
    watchMonitors(connection, () => this.#noticeChange())
    // With a compositor no window ever counts as covered, so that its order has to be looked at when others come or move.
    for (const type of [VISIBILITY_NOTIFY, MAP_NOTIFY, CONFIGURE_NOTIFY]) {
      connection.on(type, () => this.#noticeChange())
    }
  }

  show(): void {
    if (this.#windows || this.#connection.lost) return
    const { display, root } = this.#connection
    XSelectInput(display, root, STRUCTURE_NOTIFY_MASK | SUBSTRUCTURE_NOTIFY_MASK)
    this.#put(this.#wanted())
  }

  hide(): void {
    clearTimeout(this.#pause)
    this.#pause = undefined
    this.#windows?.[Symbol.dispose]()
    this.#windows = undefined
    if (this.#connection.lost) return
    XSelectInput(this.#connection.display, this.#connection.root, 0)
    this.#connection.flush()
  }

  [Symbol.dispose](): void {
    this.hide()
    this.#connection[Symbol.dispose]()
  }

  #noticeChange(): void {
    this.#hasChanged = true
    if (!this.#windows || this.#pause) return
    // Not from within Xlib’s own handing out of events.
    this.#pause = setTimeout(() => this.#lookAndPause(), 0)
  }

  #lookAndPause(): void {
    this.#pause = undefined
    if (!this.#hasChanged) return
    this.#hasChanged = false
    this.#look()
    this.#pause = setTimeout(() => this.#lookAndPause(), LOOK_MS)
  }

  #look(): void {
    if (!this.#windows || this.#connection.lost) return
    const wanted = this.#wanted()
    if (!isDeepStrictEqual(wanted, this.#strips)) this.#put(wanted)
    else if (!this.#windows.areUppermost(childrenOf(this.#connection, this.#connection.root))) this.#windows.raise()
    this.#connection.dispatch()
  }

  #wanted(): Rect[] {
    return frameStrips(readMonitors(this.#connection, screenSize(this.#connection)))
  }

  #put(strips: readonly Rect[]): void {
    this.#windows?.[Symbol.dispose]()
    this.#strips = strips
    this.#windows = new StripWindows(this.#connection, strips)
  }
}
