import { Emitter } from '../../../../base/emitter.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  ANY_KEY,
  ANY_MODIFIER,
  CONTROL_MASK,
  GRAB_MODE_ASYNC,
  KEY_PRESS,
  XGrabKey,
  XKeysymToKeycode,
  XUngrabKey,
} from '../../../x11/key-grabs.ts'
import { LOCK_MASK, XkbKeysymToModifiers } from '../../../x11/xkb.ts'
import { MAPPING_NOTIFY, XRefreshKeyboardMapping } from '../../../x11/xlib.ts'
import type { PanicKey } from '../../panic-key.ts'

const XK_PAUSE = 0xff13
const XK_NUM_LOCK = 0xff7f
const XK_SCROLL_LOCK = 0xff14

/** Pause, and Ctrl+Pause, which keyboards call Break, whatever locks are on. */
export class X11PanicKey implements PanicKey {
  readonly name = 'X11 (Pause)'
  readonly #connection: Connection
  readonly #emitter = new Emitter<{ pressed: undefined }>()
  #keycode = 0
  #works = false

  /** Closes the connection when it is disposed. */
  constructor(connection: Connection) {
    this.#connection = connection
    connection.on(KEY_PRESS, () => this.#emitter.emit('pressed', undefined))
    connection.on(MAPPING_NOTIFY, (event) => {
      XRefreshKeyboardMapping(event)
      if (this.#pauseKeycode() !== this.#keycode) setImmediate(() => this.#grab())
    })
    this.#grab()
  }

  get works(): boolean {
    return this.#works && !this.#connection.lost
  }

  onPressed(listener: () => void): Disposable {
    return this.#emitter.on('pressed', listener)
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]()
  }

  #grab(): void {
    const connection = this.#connection
    if (connection.lost) return
    const { display, root } = connection
    XUngrabKey(display, ANY_KEY, ANY_MODIFIER, root)
    this.#keycode = this.#pauseKeycode()
    if (this.#keycode === 0) return
    // Each on its own: where another program has one of them, the others are ours all the same.
    const refusals = this.#modifiers().map((modifiers) =>
      connection.refusal(() => {
        XGrabKey(display, this.#keycode, modifiers, root, 0, GRAB_MODE_ASYNC, GRAB_MODE_ASYNC)
      }),
    )
    this.#works = refusals[0] === undefined
    setImmediate(() => connection.dispatch())
  }

  #pauseKeycode(): number {
    return XKeysymToKeycode(this.#connection.display, XK_PAUSE)
  }

  /** All that may be on or held with it; first none. */
  #modifiers(): number[] {
    const { display } = this.#connection
    const locks = [LOCK_MASK, XkbKeysymToModifiers(display, XK_NUM_LOCK), XkbKeysymToModifiers(display, XK_SCROLL_LOCK)]
    let all = [0]
    for (const bit of [...locks, CONTROL_MASK]) all = all.concat(all.map((set) => set | bit))
    return [...new Set(all)]
  }
}
