import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import { XChangeKeyboardMapping, XDisplayKeycodes, XFree, XGetKeyboardMapping, XSync } from '../../../x11/xlib.ts'
import { KEYCODES } from './keycodes.ts'
import { isCharacter } from './keysyms.ts'

/** Milliseconds until a program surely looked up what a key meant. Only then may the key get another meaning. */
const REST_MS = 200

const PHYSICAL: ReadonlySet<number> = new Set(KEYCODES.values())

/** Keycodes that no key of the keyboard has. They lend themselves to characters that no key gives. */
export class SpareKeys {
  readonly #connection: Connection
  /** When each was last given or typed, on the monotonic clock. */
  readonly #used = new Map<number, number>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Milliseconds until so many characters can be given a key without taking one from a character just typed. */
  restFor(count: number, now: number): number {
    const used = this.#longestAtRest().map((keycode) => this.#used.get(keycode) ?? Number.NEGATIVE_INFINITY)
    const latest = used[Math.min(count, used.length) - 1] ?? Number.NEGATIVE_INFINITY
    return Math.max(0, latest + REST_MS - now)
  }

  /** Gives each keysym the spare key that was at rest the longest. Those there is no key for are left out. */
  assign(keysyms: readonly number[], now: number): void {
    const keycodes = this.#longestAtRest()
    keysyms.forEach((keysym, index) => {
      const keycode = keycodes[index]
      if (keycode === undefined) return
      this.#map(keycode, keysym)
      this.#used.set(keycode, now)
    })
  }

  /** Has to be told of each stroke of a key that may be one of these. */
  typed(keycode: number, now: number): void {
    if (this.#used.has(keycode)) this.#used.set(keycode, now)
  }

  /** Takes all characters off the spare keys again. */
  clear(): void {
    for (const keycode of this.#used.keys()) this.#map(keycode, 0)
    XSync(this.#connection.display, 0)
    this.#used.clear()
  }

  // The same keysym without and with Shift: held modifiers do not change what comes out.
  #map(keycode: number, keysym: number): void {
    XChangeKeyboardMapping(this.#connection.display, keycode, 2, new BigUint64Array(2).fill(BigInt(keysym)), 1)
  }

  #longestAtRest(): number[] {
    const used = (keycode: number) => this.#used.get(keycode) ?? 0
    return this.#find().sort((a, b) => used(a) - used(b))
  }

  /**
   * Asked anew each time, as the customer may have changed the layout. A key with one character on both levels was given it
   * by us, perhaps in an earlier run that was killed: no layout has such keys.
   */
  #find(): number[] {
    const { first, perKey, keysyms } = this.#mapping()
    const spare: number[] = []
    for (let at = 0; at < keysyms.length; at += perKey) {
      const keycode = first + at / perKey
      const levels = keysyms.slice(at, at + perKey)
      const ours = levels[0] === levels[1] && isCharacter(Number(levels[0]))
      if (!PHYSICAL.has(keycode) && (ours || levels.every((keysym) => keysym === 0n))) spare.push(keycode)
    }
    return spare
  }

  #mapping(): { first: number; perKey: number; keysyms: BigUint64Array } {
    const { display } = this.#connection
    const [least, most, perKey] = [new Int32Array(1), new Int32Array(1), new Int32Array(1)]
    XDisplayKeycodes(display, least, most)
    const first = least[0] ?? 8
    const count = (most[0] ?? 255) - first + 1
    const mapping = XGetKeyboardMapping(display, first, count, perKey)
    if (mapping === null) return { first, perKey: 1, keysyms: new BigUint64Array(0) }
    const keysyms = new BigUint64Array(koffi.view(mapping, count * (perKey[0] ?? 0) * 8).slice(0))
    XFree(mapping)
    return { first, perKey: perKey[0] ?? 1, keysyms }
  }
}
