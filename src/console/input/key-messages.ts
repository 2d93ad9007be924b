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
/** Keys of the number pad without NumLock mean these, whatever NumLock is on the other side. */
const PAD_MEANINGS: ReadonlySet<string> = new Set([
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  ...['Home', 'End', 'PageUp', 'PageDown', 'Insert', 'Delete'],
])
/** They have done their work in the text; on the other side they would do it again. */
const LOCKS: ReadonlySet<string> = new Set(['CapsLock', 'NumLock'])
const MODIFIER = /^(Shift|Control|Alt|Meta)(Left|Right)$/

/**
 * Decides what a key means for the customer's computer: text goes as text, so that keyboard layouts do not matter, and
 * everything else by the place of the key. A modifier waits until a key or a click needs it, because Shift, AltGr or Option
 * may only have served to make a character; released alone, it was a tap.
 */
export class KeyMessages {
  readonly #send: (message: InputMessage) => void
  readonly #onMac: boolean
  /** What is sent as held, by the key that the technician holds. */
  readonly #held = new Map<string, string>()
  #waiting = new Set<string>()

  /** `onMac`: the technician's own computer is one, where Option makes characters. */
  constructor(send: (message: InputMessage) => void, onMac: boolean) {
    this.#send = send
    this.#onMac = onMac
  }

  down(stroke: KeyStroke): void {
    if (isText(stroke, this.#onMac)) return this.text(stroke.key)
    if (!CODES.has(stroke.code) || LOCKS.has(stroke.code)) return
    if (MODIFIER.test(stroke.code)) {
      if (!this.#held.has(stroke.code)) this.#waiting.add(stroke.code)
      return
    }
    this.pressModifiers()
    this.#press(stroke.code, meantBy(stroke))
  }

  up(code: string): void {
    if (this.#waiting.delete(code)) {
      this.#send({ type: 'key-pressed', code })
      this.#send({ type: 'key-released', code })
    }
    const sent = this.#held.get(code)
    if (sent !== undefined) this.#send({ type: 'key-released', code: sent })
    this.#held.delete(code)
    // macOS says nothing about keys that go up while Command is down.
    if (code.startsWith('Meta')) for (const other of [...this.#held.keys()]) this.up(other)
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

  #press(code: string, sent = code): void {
    this.#held.set(code, sent)
    this.#send({ type: 'key-pressed', code: sent })
  }
}

/** One character, however many UTF-16 units; names of keys, such as `Enter`, are longer. */
function isText({ key, ctrlKey, altKey, metaKey, altGraph }: KeyStroke, onMac: boolean): boolean {
  if ([...key].length !== 1) return false
  // Option on a Mac and AltGr elsewhere make characters, brackets among them; Alt with a letter of any script is a shortcut.
  return altGraph || (!ctrlKey && !metaKey && (!altKey || onMac))
}

function meantBy({ code, key }: KeyStroke): string {
  return code.startsWith('Numpad') && PAD_MEANINGS.has(key) ? key : code
}
