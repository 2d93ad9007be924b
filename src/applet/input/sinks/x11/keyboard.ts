import { realClock, sleep } from '../../../../base/clock.ts'
import type { Connection } from '../../../x11/connection.ts'
import { CORE_KEYBOARD, LOCK_MASK, XkbLockModifiers } from '../../../x11/xkb.ts'
import { XTestFakeKeyEvent } from '../../../x11/xtest.ts'
import { PressedKeys } from '../../pressed-keys.ts'
import { KeyboardLayout, type KeyboardState, type Stroke } from './keyboard-layout.ts'
import { KEYCODES, MODIFIER_CODES } from './keycodes.ts'
import { keysymsOf } from './keysyms.ts'
import { SpareKeys } from './spare-keys.ts'

/** Milliseconds that programs get to learn of a key's new meaning before it is typed. */
const SETTLE_MS = 12

const SHIFT = KEYCODES.get('ShiftLeft') ?? 0

/** Keys by their place, and text whatever the layout. */
export class Keyboard {
  readonly #connection: Connection
  readonly #layout: KeyboardLayout
  readonly #spare: SpareKeys
  readonly #pressed = new PressedKeys<string>()

  constructor(connection: Connection) {
    this.#connection = connection
    this.#layout = new KeyboardLayout(connection)
    this.#spare = new SpareKeys(connection)
  }

  /** The server repeats a key that stays down by itself, so repeated presses are none. */
  press(code: string): void {
    if (this.#pressed.press(code)) this.#key(code, 1)
  }

  release(code: string): void {
    if (this.#pressed.release(code)) this.#key(code, 0)
  }

  releaseAll(): void {
    for (const code of this.#pressed.all) this.release(code)
  }

  /** Puts the characters that no key gives on spare keys; undefined when there are none such. */
  prepare(text: string): Promise<void> | undefined {
    const missing = this.#missing(keysymsOf(text), this.#layout.state())
    return missing.length === 0 || this.#connection.lost ? undefined : this.#lend(missing)
  }

  async #lend(keysyms: readonly number[]): Promise<void> {
    await sleep(realClock, this.#spare.restFor(keysyms.length, realClock.monotonic()))
    if (this.#connection.lost) return
    this.#spare.lend(keysyms, realClock.monotonic())
    this.#connection.flush()
    await sleep(realClock, SETTLE_MS)
  }

  #missing(keysyms: readonly number[], state: KeyboardState): number[] {
    const strokes = this.#layout.strokes(state)
    this.#spare.useAltGr(this.#layout.hasAltGr)
    return [...new Set(keysyms)].filter((keysym) => !strokes.has(keysym))
  }

  /** Held modifiers and CapsLock are lifted for as long as it takes, so the text comes out as it was meant. */
  type(text: string): void {
    const held = this.#pressed.all.filter((code) => MODIFIER_CODES.has(code))
    for (const code of held) this.#key(code, 0)
    const state = this.#layout.state()
    if (this.#connection.lost) return
    if (state.capsLock) this.#lockCaps(false)
    const keysyms = keysymsOf(text)
    this.#strike(keysyms, this.#strokes(keysyms, state))
    if (state.capsLock) this.#lockCaps(true)
    for (const code of held.reverse()) this.#key(code, 1)
  }

  /** Unprepared text still gets its keys, though a slow program may then not know yet what they mean. */
  #strokes(keysyms: readonly number[], state: KeyboardState): ReadonlyMap<number, Stroke> {
    const missing = this.#missing(keysyms, state)
    if (missing.length > 0) {
      this.#spare.lend(missing, realClock.monotonic())
      this.#layout.state()
    }
    return this.#layout.strokes(state)
  }

  #strike(keysyms: readonly number[], strokes: ReadonlyMap<number, Stroke>): void {
    const { display } = this.#connection
    const now = realClock.monotonic()
    for (const keysym of keysyms) {
      const stroke = strokes.get(keysym)
      if (!stroke) continue
      if (stroke.altGr) XTestFakeKeyEvent(display, stroke.altGr, 1, 0)
      if (stroke.shift) XTestFakeKeyEvent(display, SHIFT, 1, 0)
      XTestFakeKeyEvent(display, stroke.keycode, 1, 0)
      XTestFakeKeyEvent(display, stroke.keycode, 0, 0)
      if (stroke.shift) XTestFakeKeyEvent(display, SHIFT, 0, 0)
      if (stroke.altGr) XTestFakeKeyEvent(display, stroke.altGr, 0, 0)
      this.#spare.typed(stroke, now)
    }
  }

  #key(code: string, down: 0 | 1): void {
    const keycode = KEYCODES.get(code)
    if (keycode !== undefined) XTestFakeKeyEvent(this.#connection.display, keycode, down, 0)
  }

  #lockCaps(on: boolean): void {
    XkbLockModifiers(this.#connection.display, CORE_KEYBOARD, LOCK_MASK, on ? LOCK_MASK : 0)
  }

  /** Leaves the customer's keyboard as it was. */
  async restore(): Promise<void> {
    await sleep(realClock, this.#spare.restFor(Number.POSITIVE_INFINITY, realClock.monotonic()))
    if (!this.#connection.lost) this.#spare.takeBack()
  }
}
