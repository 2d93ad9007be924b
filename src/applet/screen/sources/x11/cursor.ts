import { Emitter } from '../../../../base/emitter.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  CURSOR_NOTIFY,
  DISPLAY_CURSOR_NOTIFY_MASK,
  XFixesQueryExtension,
  XFixesSelectCursorInput,
} from '../../../x11/xfixes.ts'
import { XQueryPointer } from '../../../x11/xlib.ts'
import type { CursorEvent } from '../../screen-source.ts'
import { readCursorShape } from './cursor-shape.ts'
import { watchMotion } from './motion.ts'

/** Milliseconds between two positions: about 60 a second are enough for the eye. */
const POSITION_INTERVAL = 16

/** The pointer of an X screen. It asks the server only when the server said that something changed. */
export class Cursor implements Disposable {
  readonly #connection: Connection
  readonly #emitter = new Emitter<{ changed: CursorEvent }>()
  #watchers = 0
  #motion: Disposable | undefined
  #last = { x: -1, y: -1 }
  #pause: NodeJS.Timeout | undefined
  #movedInPause = false

  constructor(connection: Connection) {
    this.#connection = connection
    const eventBase = connection.eventBase(XFixesQueryExtension)
    if (eventBase === undefined) return
    connection.on(eventBase + CURSOR_NOTIFY, () => {
      const shape = readCursorShape(connection.display)
      if (shape) this.#emitter.emit('changed', { type: 'shape', shape })
      this.look()
    })
  }

  watch(listener: (event: CursorEvent) => void): Disposable {
    if (this.#watchers === 0 && !this.#connection.lost) this.#listen()
    this.#watchers += 1
    const subscription = this.#emitter.on('changed', listener)
    if (!this.#connection.lost) this.#tellAll(listener)
    return {
      [Symbol.dispose]: () => {
        subscription[Symbol.dispose]()
        this.#watchers -= 1
        if (this.#watchers === 0) this.#stopListening()
      },
    }
  }

  #tellAll(listener: (event: CursorEvent) => void): void {
    const shape = readCursorShape(this.#connection.display)
    if (shape) listener({ type: 'shape', shape })
    listener({ type: 'position', ...this.#readPosition() })
    this.#connection.dispatch()
  }

  /** Looks where the pointer is. An application can put it somewhere else without any motion of a device. */
  look(): void {
    if (this.#watchers === 0 || this.#connection.lost) return
    const { x, y } = this.#last
    const position = this.#readPosition()
    if (position.x !== x || position.y !== y) this.#emitter.emit('changed', { type: 'position', ...position })
  }

  #moved(): void {
    this.#movedInPause = true
    if (this.#pause === undefined) this.#lookAndPause()
  }

  #lookAndPause(): void {
    this.#pause = undefined
    if (!this.#movedInPause) return
    this.#movedInPause = false
    this.look()
    this.#pause = setTimeout(() => {
      this.#connection.dispatch()
      this.#lookAndPause()
    }, POSITION_INTERVAL)
  }

  #readPosition(): { x: number; y: number } {
    const { display, root } = this.#connection
    const x = new Int32Array(1)
    const y = new Int32Array(1)
    const unused = new BigUint64Array(1)
    XQueryPointer(display, root, unused, unused, x, y, unused, unused, unused)
    this.#last = { x: x[0] ?? 0, y: y[0] ?? 0 }
    return this.#last
  }

  #listen(): void {
    this.#motion = watchMotion(this.#connection, () => this.#moved())
    XFixesSelectCursorInput(this.#connection.display, this.#connection.root, DISPLAY_CURSOR_NOTIFY_MASK)
    this.#connection.flush()
  }

  #stopListening(): void {
    this.#motion?.[Symbol.dispose]()
    this.#motion = undefined
    clearTimeout(this.#pause)
    this.#pause = undefined
    if (!this.#connection.lost) XFixesSelectCursorInput(this.#connection.display, this.#connection.root, 0)
  }

  [Symbol.dispose](): void {
    this.#stopListening()
  }
}
