import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XSelectInput } from '../../../x11/selections.ts'
import { childrenOf } from '../../../x11/window-tree.ts'
import {
  CREATE_NOTIFY,
  DESTROY_NOTIFY,
  GRAVITY_NOTIFY,
  IS_UNMAPPED,
  MAP_NOTIFY,
  REPARENT_NOTIFY,
  SUBSTRUCTURE_NOTIFY_MASK,
  UNMAP_NOTIFY,
  XConfigureEvent,
  XCreateWindowEvent,
  XGetWindowAttributes,
  XGravityEvent,
  XReparentEvent,
  XWindowAttributes,
  XWindowEvent,
} from '../../../x11/windows.ts'
import { CONFIGURE_NOTIFY } from '../../../x11/xlib.ts'

interface TopLevel {
  readonly rect: Rect
  readonly isMapped: boolean
}

interface Geometry extends Rect {
  readonly border_width: number
}

interface Listener {
  /** It can be seen now, or another window is in it now. */
  appeared(window: number): void
  /** It could be seen here until now. */
  left(window: number, rect: Rect): void
  destroyed(window: number): void
}

/** The windows that stand on the screen itself, frames among them, as the server tells of every change. */
export class TopLevels {
  readonly #connection: Connection
  readonly #listener: Listener
  readonly #windows = new Map<number, TopLevel>()

  constructor(connection: Connection, listener: Listener) {
    this.#connection = connection
    this.#listener = listener
    this.#listen()
    XSelectInput(connection.display, connection.root, SUBSTRUCTURE_NOTIFY_MASK)
    for (const window of childrenOf(connection, connection.root)) this.#read(window)
  }

  /** Calls for each that can be seen. */
  eachMapped(visit: (window: number, rect: Rect) => void): void {
    for (const [window, { rect, isMapped }] of this.#windows) if (isMapped) visit(window, rect)
  }

  #listen(): void {
    const connection = this.#connection
    connection.on(CREATE_NOTIFY, (event) => {
      const { window, ...geometry } = koffi.decode(event, XCreateWindowEvent)
      if (isTold(geometry)) this.#windows.set(window, { rect: outer(geometry), isMapped: false })
    })
    connection.on(CONFIGURE_NOTIFY, (event) => {
      const { window, ...geometry } = koffi.decode(event, XConfigureEvent)
      if (isTold(geometry)) this.#change(window, { rect: outer(geometry) })
    })
    connection.on(GRAVITY_NOTIFY, (event) => {
      const { window, x, y, ...rest } = koffi.decode(event, XGravityEvent)
      const rect = this.#windows.get(window)?.rect
      if (isTold(rest) && rect) this.#change(window, { rect: { ...rect, x, y } })
    })
    this.#onWindow(MAP_NOTIFY, (window) => {
      this.#change(window, { isMapped: true })
      this.#listener.appeared(window)
    })
    this.#onWindow(UNMAP_NOTIFY, (window) => this.#change(window, { isMapped: false }))
    this.#onWindow(DESTROY_NOTIFY, (window) => {
      this.#forget(window)
      this.#listener.destroyed(window)
    })
    connection.on(REPARENT_NOTIFY, (event) => {
      const { window, parent, ...rest } = koffi.decode(event, XReparentEvent)
      if (isTold(rest)) this.#reparented(window, parent)
    })
  }

  #onWindow(type: number, listener: (window: number) => void): void {
    this.#connection.on(type, (event) => {
      const { window, ...rest } = koffi.decode(event, XWindowEvent)
      if (isTold(rest)) listener(window)
    })
  }

  #reparented(window: number, parent: number): void {
    if (parent === this.#connection.root) return this.#read(window)
    this.#forget(window)
    this.#listener.appeared(parent)
  }

  #read(window: number): void {
    const buffer = Buffer.alloc(koffi.sizeof(XWindowAttributes))
    if (XGetWindowAttributes(this.#connection.display, window, buffer) === 0) return
    const { map_state, ...geometry } = koffi.decode(buffer, XWindowAttributes)
    this.#windows.set(window, { rect: outer(geometry), isMapped: map_state !== IS_UNMAPPED })
    this.#listener.appeared(window)
  }

  #change(window: number, change: Partial<TopLevel>): void {
    const before = this.#windows.get(window)
    if (!before) return
    if (before.isMapped) this.#listener.left(window, before.rect)
    this.#windows.set(window, { ...before, ...change })
  }

  #forget(window: number): void {
    this.#change(window, { isMapped: false })
    this.#windows.delete(window)
  }
}

/** Other programs can send such events too, and then say what they like. */
function isTold({ send_event }: { readonly send_event: number }): boolean {
  return send_event === 0
}

function outer({ x, y, width, height, border_width }: Geometry): Rect {
  return { x, y, width: width + 2 * border_width, height: height + 2 * border_width }
}
