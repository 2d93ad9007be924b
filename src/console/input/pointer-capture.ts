import type { Rect } from '../../base/rect.ts'
import type { Button } from '../../protocol/peer/messages/input.ts'
import { toDesktop } from '../screen/viewport.ts'
import type { InputSender } from './input-sender.ts'
import { WheelUnits } from './wheel-units.ts'

/** The bits of `PointerEvent.buttons`. */
const BUTTON_BITS: readonly [bit: number, button: Button][] = [
  [1, 'left'],
  [2, 'right'],
  [4, 'middle'],
  [8, 'back'],
  [16, 'forward'],
]

interface Parts {
  readonly input: InputSender
  /** The part of the customer's desktop that the picture shows, while there is one. */
  readonly part: () => Rect | undefined
  /** Before a button or the wheel goes out. */
  readonly beforeAction: () => void
}

/** Turns what the pointer does above the picture into messages. Moves are sent once a frame, everything else at once. */
export class PointerCapture implements Disposable {
  readonly #element: HTMLElement
  readonly #parts: Parts
  readonly #stop = new AbortController()
  readonly #wheelUnits = new WheelUnits()
  #buttons = 0
  #waitingMove: { x: number; y: number } | undefined
  #frame: number | undefined

  constructor(element: HTMLElement, parts: Parts) {
    this.#element = element
    this.#parts = parts
    const { signal } = this.#stop
    const listen = { signal, passive: false }
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const) {
      element.addEventListener(type, (event) => this.#pointer(event), listen)
    }
    element.addEventListener('wheel', (event) => this.#wheel(event), listen)
    // The customer's own menu opens, and a middle or side button neither scrolls this page nor leaves it.
    for (const type of ['contextmenu', 'mousedown', 'mouseup', 'auxclick', 'dragstart']) {
      element.addEventListener(type, (event) => event.preventDefault(), listen)
    }
  }

  /** Forgets held buttons; the applet releases them by `input-let-go`. */
  letGo(): void {
    this.#buttons = 0
    this.#waitingMove = undefined
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
  }

  #pointer(event: PointerEvent): void {
    const point = this.#pointOf(event)
    if (!point) return
    // A drag that leaves the picture goes on at its edge.
    if (event.type === 'pointerdown') this.#element.setPointerCapture(event.pointerId)
    const buttons = event.type === 'pointercancel' ? 0 : event.buttons
    if (buttons !== this.#buttons) this.#changeButtons(buttons, point)
    else this.#move(point)
  }

  /** The second button of a chord comes as a move, so buttons are told by comparing, not by the kind of event. */
  #changeButtons(buttons: number, point: { x: number; y: number }): void {
    this.#sendWaitingMove()
    this.#parts.beforeAction()
    for (const [bit, button] of BUTTON_BITS) {
      if (((buttons ^ this.#buttons) & bit) === 0) continue
      this.#parts.input.send({ type: buttons & bit ? 'button-pressed' : 'button-released', button, ...point })
    }
    this.#buttons = buttons
  }

  #move(point: { x: number; y: number }): void {
    this.#waitingMove = point
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined
      this.#sendWaitingMove()
    })
  }

  #sendWaitingMove(): void {
    const point = this.#waitingMove
    this.#waitingMove = undefined
    if (point) this.#parts.input.send({ type: 'pointer-moved', ...point })
  }

  #wheel(event: WheelEvent): void {
    const point = this.#pointOf(event)
    if (!point || !this.#parts.input.granted) return
    event.preventDefault()
    const { dx, dy } = this.#wheelUnits.turn(event)
    if (dx === 0 && dy === 0) return
    this.#sendWaitingMove()
    this.#parts.beforeAction()
    this.#parts.input.send({ type: 'wheel-turned', dx, dy, ...point })
  }

  #pointOf(event: MouseEvent): { x: number; y: number } | undefined {
    const part = this.#parts.part()
    const point = { x: event.clientX, y: event.clientY }
    return part && toDesktop(point, this.#element.getBoundingClientRect(), part, devicePixelRatio)
  }
}
