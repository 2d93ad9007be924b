import { PressedKeys } from '../../pressed-keys.ts'
import { KEY_FLAGS, type KeyRecord } from './input-records.ts'
import { isModifier, keyRecords } from './keys.ts'
import { textRecords } from './text-records.ts'

/**
 * A stroke of a virtual key that no keyboard has. A modifier that goes up with no other key since it went down opens a menu
 * (Alt, Windows) or changes the layout (Ctrl with Shift); this is that other key.
 */
const MEANINGLESS_STROKE: readonly KeyRecord[] = [0, KEY_FLAGS.up].map((flags) => ({
  device: 'keyboard',
  virtualKey: 0xe8,
  scan: 0,
  flags,
}))

/** Turns what a technician types into records for SendInput: keys by their place, and text whatever the layout. */
export class Keyboard {
  readonly #pressed = new PressedKeys<string>()

  /** Goes down again as often as the technician's keyboard repeats: Windows repeats only what a real keyboard sends. */
  press(code: string): KeyRecord[] {
    this.#pressed.press(code)
    return keyRecords(code, 'down')
  }

  release(code: string): KeyRecord[] {
    return this.#pressed.release(code) ? keyRecords(code, 'up') : []
  }

  /** Ctrl+Alt+Del, which Windows takes from nobody but the keyboard and itself. */
  isSecureAttention(code: string): boolean {
    const held = this.#pressed.all
    const holds = (modifier: string) => held.some((key) => key.startsWith(modifier))
    return (code === 'Delete' || code === 'NumpadDecimal') && holds('Control') && holds('Alt')
  }

  releaseAll(): KeyRecord[] {
    return this.#pressed.all.flatMap((code) => this.release(code))
  }

  /** Held modifiers are lifted for as long as it takes, so the text comes out as it was meant. */
  type(text: string): KeyRecord[] {
    const held = this.#pressed.all.filter(isModifier)
    if (held.length === 0) return textRecords(text)
    const up = held.flatMap((code) => keyRecords(code, 'up'))
    const down = held.toReversed().flatMap((code) => keyRecords(code, 'down'))
    return [...MEANINGLESS_STROKE, ...up, ...textRecords(text), ...down, ...MEANINGLESS_STROKE]
  }
}
