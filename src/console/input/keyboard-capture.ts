import { LIMITS } from '../../protocol/limits.ts'
import type { InputSender } from './input-sender.ts'
import { KeyMessages } from './key-messages.ts'
import { onMac } from './own-system.ts'
import { pieces } from './text-pieces.ts'

/**
 * Takes keys while its text box has the focus. A text box, because only there do input methods, dead keys and emoji pickers
 * work; it stays empty and is never seen.
 */
export class KeyboardCapture implements Disposable {
  readonly keys: KeyMessages
  readonly #input: InputSender
  readonly #stop = new AbortController()

  constructor(box: HTMLTextAreaElement, input: InputSender) {
    this.#input = input
    this.keys = new KeyMessages((message) => input.sendTyped(message), onMac)
    const listen = { signal: this.#stop.signal }
    box.addEventListener('keydown', (event) => this.#down(event, box), listen)
    box.addEventListener('keyup', (event) => this.#up(event), listen)
    box.addEventListener('beforeinput', (event) => this.#text(event), listen)
    box.addEventListener('compositionend', (event) => this.#composed(event, box), listen)
    box.addEventListener('paste', (event) => this.#paste(event), listen)
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
  }

  #down(event: KeyboardEvent, box: HTMLTextAreaElement): void {
    if (!this.#input.granted || isComposing(event)) return
    if (event.ctrlKey && event.altKey && event.shiftKey && !event.getModifierState('AltGraph')) return box.blur()
    // The browser's own paste into the box is what types the technician's clipboard.
    if (event.code === 'KeyV' && event.shiftKey && (event.ctrlKey || event.metaKey)) return
    if (event.key === 'Dead') return
    event.preventDefault()
    const { code, key, ctrlKey, altKey, metaKey } = event
    this.keys.down({ code, key, ctrlKey, altKey, metaKey, altGraph: event.getModifierState('AltGraph') })
  }

  #up(event: KeyboardEvent): void {
    if (!this.#input.granted) return
    event.preventDefault()
    this.keys.up(event.code)
  }

  /** Text that no key made: an emoji picker, dictation, a screen keyboard. */
  #text(event: InputEvent): void {
    if (event.isComposing) return
    event.preventDefault()
    if (event.inputType === 'insertText' && event.data) this.#enter(event.data)
  }

  #composed(event: CompositionEvent, box: HTMLTextAreaElement): void {
    box.value = ''
    this.#enter(event.data)
  }

  #paste(event: ClipboardEvent): void {
    event.preventDefault()
    this.#enter(event.clipboardData?.getData('text/plain') ?? '')
  }

  #enter(text: string): void {
    for (const piece of pieces(text, LIMITS.enteredText)) this.keys.text(piece)
  }
}

/** Safari ends a composition with a key that is part of it, known by its number only. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}
