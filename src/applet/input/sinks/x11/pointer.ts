import type { Button } from '../../../../protocol/peer/messages/input.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XTestFakeButtonEvent, XTestFakeMotionEvent } from '../../../x11/xtest.ts'
import { PressedKeys } from '../../pressed-keys.ts'
import { type Notches, WheelNotches } from '../../wheel-notches.ts'

const BUTTON_NUMBERS: Readonly<Record<Button, number>> = { left: 1, middle: 2, right: 3, back: 8, forward: 9 }

/** X knows the wheel as buttons, one press for each notch. */
const WHEEL = { up: 4, down: 5, left: 6, right: 7 }

const WHICHEVER_SCREEN = -1

/** The mouse of an X server. */
export class Pointer {
  readonly #connection: Connection
  readonly #pressed = new PressedKeys<Button>()
  readonly #wheel = new WheelNotches()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  move(x: number, y: number): void {
    XTestFakeMotionEvent(this.#connection.display, WHICHEVER_SCREEN, x, y, 0)
  }

  press(button: Button): void {
    if (this.#pressed.press(button)) this.#button(BUTTON_NUMBERS[button], 1)
  }

  release(button: Button): void {
    if (this.#pressed.release(button)) this.#button(BUTTON_NUMBERS[button], 0)
  }

  releaseAll(): void {
    for (const button of this.#pressed.all) this.release(button)
  }

  /** 120 units are one notch; positive is right and down. */
  turn(dx: number, dy: number): void {
    const { right, down }: Notches = this.#wheel.turn(dx, dy)
    this.#click(right > 0 ? WHEEL.right : WHEEL.left, Math.abs(right))
    this.#click(down > 0 ? WHEEL.down : WHEEL.up, Math.abs(down))
  }

  #click(button: number, times: number): void {
    for (let count = 0; count < times; count += 1) {
      this.#button(button, 1)
      this.#button(button, 0)
    }
  }

  #button(button: number, down: 0 | 1): void {
    XTestFakeButtonEvent(this.#connection.display, button, down, 0)
  }
}
