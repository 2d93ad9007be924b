import { hostname } from 'node:os'
import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import { ANY_PROPERTY_TYPE, XGetWindowProperty, XInternAtom } from '../../../x11/selections.ts'
import { XFree } from '../../../x11/xlib.ts'

/** Units of four bytes; no computer's name is longer. */
const MOST_UNITS = 64

/** Which process of this computer shows a window, as the window itself tells. */
export class WindowProcess {
  readonly #connection: Connection
  readonly #pid: number
  readonly #machine: number

  constructor(connection: Connection) {
    this.#connection = connection
    this.#pid = XInternAtom(connection.display, '_NET_WM_PID', 0)
    this.#machine = XInternAtom(connection.display, 'WM_CLIENT_MACHINE', 0)
  }

  /** Undefined when it does not tell, or comes from another computer. */
  of(window: number): number | undefined {
    const [pid] = this.#numbers(window)
    if (pid === undefined) return undefined
    const machine = this.#text(window)
    return machine === '' || machine === hostname() ? pid : undefined
  }

  #numbers(window: number): number[] {
    const found = this.#read(window, this.#pid)
    if (!found) return []
    const numbers = found.format === 32 ? Array.from(koffi.decode(found.address, 'ulong', found.count), Number) : []
    XFree(found.address)
    return numbers
  }

  #text(window: number): string {
    const found = this.#read(window, this.#machine)
    if (!found) return ''
    const bytes = found.format === 8 ? Buffer.from(koffi.view(found.address, found.count)) : Buffer.alloc(0)
    const text = bytes.toString('latin1')
    XFree(found.address)
    return text
  }

  #read(window: number, property: number) {
    const { display } = this.#connection
    const [type, count, after, data] = Array.from({ length: 4 }, () => new BigUint64Array(1)) as [
      BigUint64Array,
      BigUint64Array,
      BigUint64Array,
      BigUint64Array,
    ]
    const format = new Int32Array(1)
    const args = [0, MOST_UNITS, 0, ANY_PROPERTY_TYPE, type, format, count, after, data] as const
    if (XGetWindowProperty(display, window, property, ...args) !== 0) return undefined
    const address = data[0] ?? 0n
    return address === 0n ? undefined : { address, count: Number(count[0]), format: format[0] ?? 0 }
  }
}
