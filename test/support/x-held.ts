import { Connection } from '../../src/applet/x11/connection.ts'
import { XQueryKeymap, XQueryPointer } from '../../src/applet/x11/xlib.ts'

/** What an X server says is held down: keycodes, and its mask of buttons and modifiers. */
export class XHeld implements Disposable {
  readonly #connection: Connection

  constructor(display: string) {
    const connection = Connection.open(display)
    if (!connection) throw new Error(`${display} cannot be reached`)
    this.#connection = connection
  }

  get keys(): number[] {
    const bits = new Uint8Array(32)
    XQueryKeymap(this.#connection.display, bits)
    return Array.from({ length: 256 }, (_, key) => key).filter((key) => ((bits[key >> 3] ?? 0) >> (key & 7)) & 1)
  }

  get mask(): number {
    const windows = [new BigUint64Array(1), new BigUint64Array(1)] as const
    const places = Array.from({ length: 4 }, () => new Int32Array(1)) as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ]
    const mask = new Uint32Array(1)
    const { display, root } = this.#connection
    XQueryPointer(display, root, ...windows, ...places, mask)
    return mask[0] ?? 0
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]()
  }
}
