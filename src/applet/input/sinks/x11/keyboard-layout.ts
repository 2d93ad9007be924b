import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import {
  CORE_KEYBOARD,
  GROUP_SHIFT,
  LOCK_MASK,
  SHIFT_MASK,
  XkbGetState,
  XkbLookupKeySym,
  XkbState,
} from '../../../x11/xkb.ts'
import { MAPPING_NOTIFY, XDisplayKeycodes, XRefreshKeyboardMapping } from '../../../x11/xlib.ts'

export interface Stroke {
  readonly keycode: number
  readonly shift: boolean
}

export interface KeyboardState {
  /** Which of the layouts is active. */
  readonly group: number
  /** Locked modifiers without CapsLock, such as NumLock. */
  readonly locked: number
  readonly capsLock: boolean
}

/** What the keys of an X server give, with or without Shift, in the layout that is active now. */
export class KeyboardLayout {
  readonly #connection: Connection
  readonly #keycodes: readonly number[]
  readonly #state = Buffer.alloc(koffi.sizeof(XkbState))
  readonly #strokes = new Map<number, Stroke>()
  /** The modifiers that the strokes were read for; undefined when they have to be read again. */
  #readFor: number | undefined

  constructor(connection: Connection) {
    this.#connection = connection
    const least = new Int32Array(1)
    const most = new Int32Array(1)
    XDisplayKeycodes(connection.display, least, most)
    const [first, last] = [least[0] ?? 8, most[0] ?? 255]
    this.#keycodes = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    connection.on(MAPPING_NOTIFY, (event) => {
      XRefreshKeyboardMapping(event)
      this.#readFor = undefined
    })
  }

  /** Asks the server, and so takes notice of all that happened to the keyboard before. */
  state(): KeyboardState {
    XkbGetState(this.#connection.display, CORE_KEYBOARD, this.#state)
    this.#connection.dispatch()
    const { group, locked_mods } = koffi.decode(this.#state, XkbState)
    return { group, locked: locked_mods & ~LOCK_MASK, capsLock: (locked_mods & LOCK_MASK) !== 0 }
  }

  /** By keysym; good until the next change of the keyboard. */
  strokes({ group, locked }: KeyboardState): ReadonlyMap<number, Stroke> {
    const modifiers = locked | (group << GROUP_SHIFT)
    if (this.#readFor !== modifiers) this.#read(modifiers)
    return this.#strokes
  }

  #read(modifiers: number): void {
    this.#readFor = modifiers
    this.#strokes.clear()
    const consumed = new Uint32Array(1)
    const keysym = new BigUint64Array(1)
    for (const shift of [false, true]) {
      for (const keycode of this.#keycodes) {
        const pressed = modifiers | (shift ? SHIFT_MASK : 0)
        if (XkbLookupKeySym(this.#connection.display, keycode, pressed, consumed, keysym) === 0) continue
        const found = Number(keysym[0])
        if (!this.#strokes.has(found)) this.#strokes.set(found, { keycode, shift })
      }
    }
  }
}
