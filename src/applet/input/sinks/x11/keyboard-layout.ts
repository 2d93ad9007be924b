import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import {
  CORE_KEYBOARD,
  GROUP_SHIFT,
  LOCK_MASK,
  SHIFT_MASK,
  XkbGetState,
  XkbKeysymToModifiers,
  XkbLookupKeySym,
  XkbState,
} from '../../../x11/xkb.ts'
import { MAPPING_NOTIFY, XRefreshKeyboardMapping } from '../../../x11/xlib.ts'
import { type KeycodeRange, keycodeRange } from './core-mapping.ts'

export interface Stroke {
  readonly keycode: number
  readonly shift: boolean
  /** The key to hold for it that is called AltGr on many keyboards; undefined when it needs none. */
  readonly altGr?: number
}

export interface KeyboardState {
  /** Which of the layouts is active. */
  readonly group: number
  /** Locked modifiers without CapsLock, such as NumLock. */
  readonly locked: number
  readonly capsLock: boolean
}

const ISO_LEVEL3_SHIFT = 0xfe03

/** Held modifiers, and the key to hold for those that Shift is not. */
interface Level {
  readonly modifiers: number
  readonly altGr?: number
}

/** What the keys of an X server give, with or without Shift and AltGr, in the layout that is active now. */
export class KeyboardLayout {
  readonly #connection: Connection
  readonly #keycodes: KeycodeRange
  readonly #state = Buffer.alloc(koffi.sizeof(XkbState))
  readonly #consumed = new Uint32Array(1)
  readonly #keysym = new BigUint64Array(1)
  readonly #strokes = new Map<number, Stroke>()
  /** The modifiers that the strokes were read for; undefined when they have to be read again. */
  #readFor: number | undefined
  #hasAltGr = false

  constructor(connection: Connection) {
    this.#connection = connection
    this.#keycodes = keycodeRange(connection)
    // Xlib gets the layout with the first look-up, and that must not be the one that finds the server gone.
    this.#lookUp(this.#keycodes.first, 0)
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

  /** By keysym; good until the next change of the keyboard. None when the server is gone. */
  strokes({ group, locked }: KeyboardState): ReadonlyMap<number, Stroke> {
    const modifiers = locked | (group << GROUP_SHIFT)
    if (this.#connection.lost) this.#strokes.clear()
    else if (this.#readFor !== modifiers) this.#read(modifiers)
    return this.#strokes
  }

  /** As of the last time that strokes were asked for. */
  get hasAltGr(): boolean {
    return this.#hasAltGr
  }

  #read(modifiers: number): void {
    this.#readFor = modifiers
    this.#strokes.clear()
    // What needs the fewest keys is found first.
    this.#readLevel({ modifiers })
    const altGr = this.#altGr(modifiers)
    this.#hasAltGr = altGr !== undefined
    if (altGr) this.#readLevel(altGr)
  }

  #readLevel({ modifiers, ...altGr }: Level): void {
    const { first, count } = this.#keycodes
    for (const shift of [false, true]) {
      for (let keycode = first; keycode < first + count; keycode += 1) {
        const keysym = this.#lookUp(keycode, modifiers | (shift ? SHIFT_MASK : 0))
        if (!this.#strokes.has(keysym)) this.#strokes.set(keysym, { keycode, shift, ...altGr })
      }
    }
  }

  #altGr(modifiers: number): Level | undefined {
    const altGr = this.#strokes.get(ISO_LEVEL3_SHIFT)
    const mask = altGr && !altGr.shift ? XkbKeysymToModifiers(this.#connection.display, ISO_LEVEL3_SHIFT) : 0
    return altGr && mask !== 0 ? { modifiers: modifiers | mask, altGr: altGr.keycode } : undefined
  }

  #lookUp(keycode: number, modifiers: number): number {
    XkbLookupKeySym(this.#connection.display, keycode, modifiers, this.#consumed, this.#keysym)
    return Number(this.#keysym[0])
  }
}
