import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import {
  ALL_MASTER_DEVICES,
  ANY_PROPERTY_TYPE,
  RAW_BUTTON_PRESS,
  RAW_KEY_PRESS,
  RAW_MOTION,
  RAW_TOUCH_BEGIN,
  XCookie,
  XFreeEventData,
  XGetEventData,
  XIEventMask,
  XIGetProperty,
  XInternAtom,
  XIQueryVersion,
  XIRawEvent,
  XISelectEvents,
} from '../../../x11/xinput.ts'
import { GENERIC_EVENT, XFree, XQueryExtension } from '../../../x11/xlib.ts'

const ACTS = [RAW_KEY_PRESS, RAW_BUTTON_PRESS, RAW_MOTION, RAW_TOUCH_BEGIN]
const MASK_BYTES = 4

/**
 * Tells of mice and keyboards that somebody moves. Whatever comes by XTEST, from us or from another program, comes from a
 * device of its own, and all that is looked at is which device it was.
 */
export class DeviceWatch {
  readonly #connection: Connection
  readonly #opcode: number | undefined
  readonly #xtestProperty: number
  #onActed: (() => void) | undefined

  constructor(connection: Connection) {
    this.#connection = connection
    this.#opcode = inputOpcode(connection)
    this.#xtestProperty = XInternAtom(connection.display, 'XTEST Device', 0)
    connection.on(GENERIC_EVENT, (event) => this.#heard(event))
  }

  /** Never calls where the server's extension for input is older than 2012. */
  once(listener: () => void): Disposable {
    this.#onActed = listener
    this.#select(ACTS)
    return { [Symbol.dispose]: () => this.#stop() }
  }

  #stop(): void {
    if (this.#onActed) this.#select([])
    this.#onActed = undefined
  }

  #heard(event: Buffer): void {
    const { display } = this.#connection
    if (XGetEventData(display, event) === 0) return
    const { extension, data } = koffi.decode(event, XCookie)
    const device = extension === this.#opcode ? koffi.decode(data, XIRawEvent).sourceid : undefined
    XFreeEventData(display, event)
    const listener = this.#onActed
    if (!listener || device === undefined || this.#isXtest(device)) return
    this.#stop()
    listener()
  }

  #isXtest(device: number): boolean {
    const unused = new BigUint64Array(1)
    const count = new BigUint64Array(1)
    const data = new BigUint64Array(1)
    const { display } = this.#connection
    const property = this.#xtestProperty
    XIGetProperty(display, device, property, 0, 1, 0, ANY_PROPERTY_TYPE, unused, unused, count, unused, data)
    if (data[0]) XFree(data[0])
    return count[0] !== 0n
  }

  #select(events: readonly number[]): void {
    if (this.#opcode === undefined || this.#connection.lost) return
    const mask = koffi.alloc('uchar', MASK_BYTES)
    const bits = events.reduce((all, event) => all | (1 << event), 0)
    for (let byte = 0; byte < MASK_BYTES; byte += 1) koffi.encode(mask, byte, 'uchar', (bits >> (byte * 8)) & 0xff)
    const selection = Buffer.alloc(koffi.sizeof(XIEventMask))
    koffi.encode(selection, XIEventMask, { deviceid: ALL_MASTER_DEVICES, mask_len: MASK_BYTES, mask })
    XISelectEvents(this.#connection.display, this.#connection.root, selection, 1)
    this.#connection.flush()
    koffi.free(mask)
  }
}

/** What marks the events of XInput 2.2, the first version with touch; undefined where the server has an older one or none. */
function inputOpcode({ display }: Connection): number | undefined {
  const opcode = new Int32Array(1)
  const unused = new Int32Array(1)
  if (XQueryExtension(display, 'XInputExtension', opcode, unused, unused) === 0) return undefined
  const [major, minor] = [new Int32Array([2]), new Int32Array([2])]
  if (XIQueryVersion(display, major, minor) !== 0) return undefined
  return (major[0] ?? 0) > 2 || (minor[0] ?? 0) >= 2 ? opcode[0] : undefined
}
