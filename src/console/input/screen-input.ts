import type { Rect } from '../../base/rect.ts'
import type { InputSender } from './input-sender.ts'
import { KeyboardCapture } from './keyboard-capture.ts'
import { PointerCapture } from './pointer-capture.ts'

/** Pointer and keyboard of one screen: a press on the picture brings the keys, and whoever looks elsewhere holds nothing. */
export class ScreenInput implements Disposable {
  readonly #input: InputSender
  readonly #pointer: PointerCapture
  readonly #keyboard: KeyboardCapture
  readonly #stop = new AbortController()

  constructor(picture: HTMLElement, keyBox: HTMLTextAreaElement, input: InputSender, part: () => Rect | undefined) {
    this.#input = input
    this.#keyboard = new KeyboardCapture(keyBox, input)
    this.#pointer = new PointerCapture(picture, {
      input,
      part,
      beforeAction: () => this.#keyboard.keys.pressModifiers(),
    })
    const listen = { signal: this.#stop.signal }
    picture.addEventListener('pointerdown', () => keyBox.focus({ preventScroll: true }), listen)
    keyBox.addEventListener('blur', () => this.#letGo(), listen)
    window.addEventListener('blur', () => this.#letGo(), listen)
    window.addEventListener('pagehide', () => this.#letGo(), listen)
    document.addEventListener('visibilitychange', () => document.hidden && this.#letGo(), listen)
  }

  [Symbol.dispose](): void {
    this.#letGo()
    this.#stop.abort()
    this.#pointer[Symbol.dispose]()
    this.#keyboard[Symbol.dispose]()
  }

  #letGo(): void {
    this.#pointer.letGo()
    this.#keyboard.keys.letGo()
    this.#input.send({ type: 'input-let-go' })
  }
}
