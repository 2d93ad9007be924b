import type { Connection } from '../../../x11/connection.ts'
import { XQueryKeymap, XSync } from '../../../x11/xlib.ts'
import { XTestFakeButtonEvent, XTestFakeKeyEvent, XTestQueryExtension } from '../../../x11/xtest.ts'

/** Left, middle, right, back and forward; the others are the wheel, which nobody holds. */
const BUTTONS = [1, 2, 3, 8, 9]

const KEYMAP_BYTES = 32

/**
 * What came by XTEST and is still down. An X server does not let go of it when the program that pressed it dies, so another one
 * has to. What is held on a real keyboard or mouse stays down: a release by XTEST ends only what XTEST began.
 */
export class X11HeldInput implements Disposable {
  readonly #connection: Connection

  /** Closes the connection when it is disposed. */
  constructor(connection: Connection) {
    this.#connection = connection
  }

  letGo(): void {
    const { display } = this.#connection
    const unused = new Int32Array(1)
    if (XTestQueryExtension(display, unused, unused, unused, unused) === 0) return
    for (const keycode of this.#keysDown()) XTestFakeKeyEvent(display, keycode, 0, 0)
    for (const button of BUTTONS) XTestFakeButtonEvent(display, button, 0, 0)
    XSync(display, 0)
  }

  #keysDown(): number[] {
    const bits = new Uint8Array(KEYMAP_BYTES)
    XQueryKeymap(this.#connection.display, bits)
    return Array.from({ length: KEYMAP_BYTES * 8 }, (_, key) => key).filter(
      (key) => ((bits[key >> 3] ?? 0) >> (key & 7)) & 1,
    )
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]()
  }
}
