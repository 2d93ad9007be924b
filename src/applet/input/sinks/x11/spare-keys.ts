import type { Connection } from '../../../x11/connection.ts'
import { XSync } from '../../../x11/xlib.ts'
import { changeMapping, readMapping } from './core-mapping.ts'
import type { Stroke } from './keyboard-layout.ts'
import { KEYCODES } from './keycodes.ts'
import { isCharacter } from './keysyms.ts'

/**
 * Milliseconds until a program surely looked up what a stroke meant. Only then may that stroke get another meaning. On a
 * machine with other work 200 ms were once too few for a terminal; people do not type 40 new characters in this time.
 */
const REST_MS = 400

const PHYSICAL: ReadonlySet<number> = new Set(KEYCODES.values())

interface SpareKey {
  readonly keycode: number
  /** What it gives without and with Shift, and when each was last lent or typed, on the monotonic clock. */
  readonly keysyms: [number, number]
  readonly used: [number, number]
}

interface Slot {
  readonly key: SpareKey
  readonly level: 0 | 1
}

/** Keycodes that no key of the keyboard has. They are lent to characters that no key gives, two to each. */
export class SpareKeys {
  readonly #connection: Connection
  readonly #lent = new Map<number, SpareKey>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Milliseconds until so many characters can be lent a stroke without taking one that was just typed. */
  restFor(count: number, now: number): number {
    const slots = this.#longestAtRest()
    const last = slots[Math.min(count, slots.length) - 1]
    return last ? Math.max(0, last.key.used[last.level] + REST_MS - now) : 0
  }

  /** Lends each keysym the stroke that was at rest the longest. When there are too few the last ones get none. */
  lend(keysyms: readonly number[], now: number): void {
    const changed = new Set<SpareKey>()
    const slots = this.#longestAtRest()
    for (const [index, keysym] of keysyms.entries()) {
      const slot = slots[index]
      if (!slot) break
      const { key, level } = slot
      if (key.keysyms[level === 0 ? 1 : 0] === 0) key.keysyms.fill(keysym)
      key.keysyms[level] = keysym
      key.used[level] = now
      changed.add(key)
    }
    for (const key of changed) {
      changeMapping(this.#connection, key.keycode, key.keysyms)
      this.#lent.set(key.keycode, key)
    }
  }

  /** Has to be told of each stroke that may be one of these. */
  typed({ keycode, shift }: Stroke, now: number): void {
    const key = this.#lent.get(keycode)
    if (key) key.used[shift ? 1 : 0] = now
  }

  /** Leaves the keyboard as it was. */
  takeBack(): void {
    for (const keycode of this.#lent.keys()) changeMapping(this.#connection, keycode, [0, 0])
    XSync(this.#connection.display, 0)
    this.#lent.clear()
  }

  #longestAtRest(): Slot[] {
    const slots = this.#find().flatMap((key): Slot[] => [
      { key, level: 0 },
      { key, level: 1 },
    ])
    return slots.sort((a, b) => a.key.used[a.level] - b.key.used[b.level])
  }

  /**
   * Asked anew each time, as the customer may have changed the layout. Characters on a keycode that no keyboard has were put
   * there by us, perhaps in an earlier run that was killed: layouts have single ones there, but no pairs.
   */
  #find(): SpareKey[] {
    const spare: SpareKey[] = []
    for (const [keycode, keysyms] of readMapping(this.#connection)) {
      const known = this.#lent.get(keycode)
      const [plain = 0, shifted = 0] = keysyms
      const empty = keysyms.every((keysym) => keysym === 0)
      const pair = isCharacter(plain) && isCharacter(shifted)
      if (pair && known?.keysyms[0] === plain && known.keysyms[1] === shifted) spare.push(known)
      else if (empty || (pair && !PHYSICAL.has(keycode))) spare.push(unused(keycode))
    }
    return spare
  }
}

function unused(keycode: number): SpareKey {
  return { keycode, keysyms: [0, 0], used: [-REST_MS, -REST_MS] }
}
