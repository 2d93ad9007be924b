import { PressedKeys } from '../../pressed-keys.ts'
import { KEYS, modifierFlags } from './keys.ts'
import type { MacEvent } from './mac-event.ts'

/** Turns what a technician types into events of a Mac: keys by their place, and text whatever the layout. */
export class Keyboard {
  readonly #pressed = new PressedKeys<string>()

  /** Of the modifiers that this keyboard holds. */
  get flags(): number {
    return modifierFlags(this.#pressed.all)
  }

  /** Goes down again as often as the technician's keyboard repeats. */
  press(code: string): MacEvent[] {
    const key = KEYS.get(code)
    if (key === undefined) return []
    this.#pressed.press(code)
    return [{ device: 'key', key, down: true, flags: this.flags }]
  }

  release(code: string): MacEvent[] {
    const key = KEYS.get(code)
    if (key === undefined || !this.#pressed.release(code)) return []
    return [{ device: 'key', key, down: false, flags: this.flags }]
  }

  releaseAll(): MacEvent[] {
    return this.#pressed.all.flatMap((code) => this.release(code))
  }

  /** Its events say that no modifier is held, so the text comes out as it was meant. */
  type(text: string): MacEvent[] {
    return Array.from(text.replaceAll('\r\n', '\n')).flatMap(eventsOf)
  }
}

function eventsOf(character: string): MacEvent[] {
  // Programs act on these keys, and not on their characters.
  if (character === '\n' || character === '\r') return stroke(KEYS.get('Enter') ?? 0)
  if (character === '\t') return stroke(KEYS.get('Tab') ?? 0)
  return /^[\p{Control}\p{Surrogate}]$/u.test(character) ? [] : stroke(0, character)
}

function stroke(key: number, text?: string): MacEvent[] {
  return [true, false].map((down) => ({ device: 'key', key, down, flags: 0, ...(text === undefined ? {} : { text }) }))
}
