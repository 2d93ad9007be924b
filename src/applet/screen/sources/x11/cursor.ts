import koffi from 'koffi'
import { Emitter } from '../../../../base/emitter.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  CURSOR_NOTIFY,
  DISPLAY_CURSOR_NOTIFY_MASK,
  XFixesQueryExtension,
  XFixesSelectCursorInput,
} from '../../../x11/xfixes.ts'
import { ALL_MASTER_DEVICES, RAW_MOTION, XIEventMask, XIQueryVersion, XISelectEvents } from '../../../x11/xinput.ts'
import { GENERIC_EVENT, XGenericEventCookie, XQueryExtension, XQueryPointer } from '../../../x11/xlib.ts'
import type { CursorEvent } from '../../screen-source.ts'
import { readCursorShape } from './cursor-shape.ts'

/** Milliseconds between two positions: about 60 a second are enough for the eye. */
const POSITION_INTERVAL = 16

/** The pointer of an X screen. It asks the server only when the server said that something changed. */
export class Cursor implements Disposable {
  readonly #connection: Connection
  readonly #emitter = new Emitter<{ changed: CursorEvent }>()
  readonly #x = new Int32Array(1)
  readonly #y = new Int32Array(1)
  readonly #unused = new Int32Array(4)
  #watchers = 0
  #last = { x: -1, y: -1 }
  #pause: NodeJS.Timeout | undefined
  #movedInPause = false

  constructor(connection: Connection) {
    this.#connection = connection
    this.#listenForShapes()
    this.#listenForMotion()
  }

  watch(listener: (event: CursorEvent) => void): Disposable {
    if (this.#watchers === 0) this.#select(true)
    this.#watchers += 1
    const subscription = this.#emitter.on('changed', listener)
    const shape = readCursorShape(this.#connection.display)
    if (shape) listener({ type: 'shape', shape })
    listener({ type: 'position', ...this.#readPosition() })
    return {
      [Symbol.dispose]: () => {
        subscription[Symbol.dispose]()
        this.#watchers -= 1
        if (this.#watchers === 0) this.#select(false)
      },
    }
  }

  /** Looks where the pointer is. An application can put it somewhere else without any motion of a device. */
  look(): void {
    if (this.#watchers === 0 || this.#connection.lost) return
    const { x, y } = this.#last
    const position = this.#readPosition()
    if (position.x !== x || position.y !== y) this.#emitter.emit('changed', { type: 'position', ...position })
  }

  #listenForShapes(): void {
    const eventBase = new Int32Array(1)
    if (XFixesQueryExtension(this.#connection.display, eventBase, new Int32Array(1)) === 0) return
    this.#connection.on((eventBase[0] ?? 0) + CURSOR_NOTIFY, () => {
      const shape = readCursorShape(this.#connection.display)
      if (shape) this.#emitter.emit('changed', { type: 'shape', shape })
      this.look()
    })
  }

  #listenForMotion(): void {
    const opcode = new Int32Array(1)
    const unused = new Int32Array(1)
    const { display } = this.#connection
    if (XQueryExtension(display, 'XInputExtension', opcode, unused, unused) === 0) return
    if (XIQueryVersion(display, new Int32Array([2]), new Int32Array([2])) !== 0) return
    this.#connection.on(GENERIC_EVENT, (event) => {
      const { extension, evtype } = koffi.decode(event, XGenericEventCookie)
      if (extension === opcode[0] && evtype === RAW_MOTION) this.#moved()
    })
  }

  #moved(): void {
    if (this.#pause !== undefined) {
      this.#movedInPause = true
      return
    }
    this.look()
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#movedInPause) this.#moved()
      this.#movedInPause = false
    }, POSITION_INTERVAL)
  }

  #readPosition(): { x: number; y: number } {
    const { display, root } = this.#connection
    const unused = this.#unused
    XQueryPointer(display, root, unused, unused, this.#x, this.#y, unused, unused, unused)
    this.#last = { x: this.#x[0] ?? 0, y: this.#y[0] ?? 0 }
    return this.#last
  }

  #select(on: boolean): void {
    const { display, root, lost } = this.#connection
    if (lost) return
    XFixesSelectCursorInput(display, root, on ? DISPLAY_CURSOR_NOTIFY_MASK : 0)
    const mask = koffi.alloc('uchar', 4)
    if (on) koffi.encode(mask, RAW_MOTION >> 3, 'uchar', 1 << (RAW_MOTION & 7))
    const selection = Buffer.alloc(koffi.sizeof(XIEventMask))
    koffi.encode(selection, XIEventMask, { deviceid: ALL_MASTER_DEVICES, mask_len: 4, mask })
    XISelectEvents(display, root, selection, 1)
    koffi.free(mask)
    this.#connection.flush()
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#pause)
  }
}
