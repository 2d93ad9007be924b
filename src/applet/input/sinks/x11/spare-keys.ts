import type { Connection } from '../../../x11/connection.ts'
import { XSync } from '../../../x11/xlib.ts'
import { changeMapping, readMapping } from './core-mapping.ts'
import { type FourKeysyms, giveFourLevels } from './four-levels.ts'
import type { Stroke } from './keyboard-layout.ts'
import { KEYCODES } from './keycodes.ts'
import { isCharacter } from './keysyms.ts'

/**
 * Milliseconds until a program surely looked up what a stroke meant. Only then may that stroke get another meaning. A terminal
 * that ran for 30 ms of every 330 still lost characters at 500; people do not type 70 new characters in this time.
 */
const REST_MS = 700

const PHYSICAL: ReadonlySet<number> = new Set(KEYCODES.values())

interface SpareKey {
  readonly keycode: number
  /** What it gives plain, with Shift, with AltGr and with both, and when each was last lent or typed, on the monotonic clock. */
  readonly keysyms: [number, number, number, number]
  readonly used: [number, number, number, number]
}

type Level = 0 | 1 | 2 | 3

const TWO: readonly Level[] = [0, 1]
const FOUR: readonly Level[] = [0, 1, 2, 3]

interface Slot {
  readonly key: SpareKey
  readonly level: Level
}

/** Keycodes that no key of the keyboard has. They are lent to characters that no key gives, four to each where that works. */
export class SpareKeys {
  readonly #connection: Connection
  readonly #lent = new Map<number, SpareKey>()
  #levels: readonly Level[] = TWO
  #knowsFour = true

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Milliseconds until so many characters can be lent a stroke without taking one that was just typed. */
  restFor(count: number, now: number): number {
    const slots = this.#longestAtRest().slice(0, count)
    return Math.max(0, ...slots.map(({ key, level }) => key.used[level] + REST_MS - now))
  }

  /** Lends each keysym the stroke that was at rest the longest. When there are too few the last ones get none. */
  lend(keysyms: readonly number[], now: number): void {
    const changed = new Set<SpareKey>()
    const slots = this.#longestAtRest()
    for (const [index, keysym] of keysyms.entries()) {
      const slot = slots[index]
      if (!slot) break
      const { key, level } = slot
      if (key.keysyms[0] === 0) key.keysyms.fill(keysym)
      key.keysyms[level] = keysym
      key.used[level] = now
      changed.add(key)
    }
    if (!this.#give(changed)) return this.lend(keysyms, now)
    for (const key of changed) this.#lent.set(key.keycode, key)
  }

  /** False when keys turn out to have two meanings only. */
  #give(keys: ReadonlySet<SpareKey>): boolean {
    if (this.#levels === TWO) {
      for (const { keycode, keysyms } of keys) changeMapping(this.#connection, keycode, [keysyms[0], keysyms[1]])
      return true
    }
    const wanted = new Map<number, FourKeysyms>([...keys].map(({ keycode, keysyms }) => [keycode, keysyms]))
    this.#knowsFour = this.#connection.lost || giveFourLevels(this.#connection, wanted)
    if (!this.#knowsFour) this.#levels = TWO
    return this.#knowsFour
  }

  /** Has to be told before anything is lent whether the customer's layout has AltGr now. */
  useAltGr(usable: boolean): void {
    this.#levels = usable && this.#knowsFour ? FOUR : TWO
  }

  /** Has to be told of each stroke that may be one of these. */
  typed({ keycode, shift, altGr }: Stroke, now: number): void {
    const key = this.#lent.get(keycode)
    if (key) key.used[shift ? (altGr ? 3 : 1) : altGr ? 2 : 0] = now
  }

  /** Leaves the keyboard as it was. */
  takeBack(): void {
    for (const keycode of this.#lent.keys()) changeMapping(this.#connection, keycode, [0, 0])
    XSync(this.#connection.display, 0)
    this.#lent.clear()
  }

  /** Key by key: each that changes makes every program read the keyboard anew. */
  #longestAtRest(): Slot[] {
    const slots = this.#find().flatMap((key) => this.#levels.map((level): Slot => ({ key, level })))
    const latest = ({ used }: SpareKey) => Math.max(...used)
    return slots.sort(
      (a, b) =>
        latest(a.key) - latest(b.key) || a.key.keycode - b.key.keycode || a.key.used[a.level] - b.key.used[b.level],
    )
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
  return { keycode, keysyms: [0, 0, 0, 0], used: [-REST_MS, -REST_MS, -REST_MS, -REST_MS] }
}
