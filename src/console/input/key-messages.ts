import type { InputMessage } from '../../protocol/peer/catalog.ts'
import { KEY_CODES } from '../../protocol/peer/key-codes.ts'

/** The part of a KeyboardEvent that decides. */
export interface KeyStroke {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly altGraph: boolean
}

const CODES: ReadonlySet<string> = new Set(KEY_CODES)
const MODIFIER = /^(Shift|Control|Alt|Meta)(Left|Right)$/

/**
 * Decides what a key means for the customer's computer: text goes as text, so that keyboard layouts do not matter, and
 * everything else by the place of the key. A modifier waits until a key or a click needs it, because Shift, AltGr or Option
 * may only have served to make a character; released alone, it was a tap.
 */
export class KeyMessages {
  readonly #send: (message: InputMessage) => void
  readonly #held = new Set<string>()
  #waiting = new Set<string>()

  constructor(send: (message: InputMessage) => void) {
    this.#send = send
  }

  down(stroke: KeyStroke): void {
    if (isText(stroke)) return this.text(stroke.key)
    // Caps Lock has done its work in the text; on the other side it would do it again.
    if (!CODES.has(stroke.code) || stroke.code === 'CapsLock') return
    if (MODIFIER.test(stroke.code)) {
      if (!this.#held.has(stroke.code)) this.#waiting.add(stroke.code)
      return
    }
    this.pressModifiers()
    this.#press(stroke.code)
  }

  up(code: string): void {
    if (this.#waiting.delete(code)) {
      this.#send({ type: 'key-pressed', code })
      this.#send({ type: 'key-released', code })
    } else if (this.#held.delete(code)) {
      this.#send({ type: 'key-released', code })
    }
    // macOS says nothing about keys that go up while Command is down.
    if (code.startsWith('Meta')) for (const other of [...this.#held]) this.up(other)
  }

  /** Sends text as it was meant. */
  text(text: string): void {
    // The modifiers that wait made this text; they are no tap any more.
    this.#waiting.clear()
    this.#send({ type: 'text-entered', text })
  }

  /** Sends the modifiers that wait, since something comes that they belong to. */
  pressModifiers(): void {
    for (const code of this.#waiting) this.#press(code)
    this.#waiting.clear()
  }

  /** Forgets all keys; the applet releases them by `input-let-go`. */
  letGo(): void {
    this.#held.clear()
    this.#waiting.clear()
  }

  #press(code: string): void {
    this.#held.add(code)
    this.#send({ type: 'key-pressed', code })
  }
}

/** One character, however many UTF-16 units; names of keys, such as `Enter`, are longer. */
function isText({ key, ctrlKey, altKey, metaKey, altGraph }: KeyStroke): boolean {
  if ([...key].length !== 1) return false
  // Option on a Mac and AltGr elsewhere make characters of their own; Alt with a plain letter is a shortcut.
  if (altGraph) return true
  return !ctrlKey && !metaKey && (!altKey || key > '\u007f')
}
