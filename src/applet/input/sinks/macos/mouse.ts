import type { Button } from '../../../../protocol/peer/messages/input.ts'
import type { Point } from '../../../macos/geometry.ts'
import { PressedKeys } from '../../pressed-keys.ts'
import { Clicks } from './clicks.ts'
import type { MacEvent } from './mac-event.ts'

interface EventTypes {
  readonly number: number
  readonly down: number
  readonly up: number
  readonly dragged: number
}

const MOVED = 5
/** Of CGEventTypes.h. */
const BUTTONS: Readonly<Record<Button, EventTypes>> = {
  left: { number: 0, down: 1, up: 2, dragged: 6 },
  right: { number: 1, down: 3, up: 4, dragged: 7 },
  middle: { number: 2, down: 25, up: 26, dragged: 27 },
  back: { number: 3, down: 25, up: 26, dragged: 27 },
  forward: { number: 4, down: 25, up: 26, dragged: 27 },
}

/** Pixels that one notch, 120 units, turns a page by. */
const NOTCH_PIXELS = 40
const NOTCH_UNITS = 120

/** Turns what a technician's mouse does into events of a Mac. */
export class Mouse {
  readonly #pressed = new PressedKeys<Button>()
  readonly #clicks = new Clicks()
  #at: Point = { x: 0, y: 0 }
  #upRest = 0
  #leftRest = 0

  /** With a button down it is a drag: programs that wait for one do not notice a mere move. */
  move(at: Point, flags: number): MacEvent {
    this.#at = at
    const [held] = this.#pressed.all
    if (held === undefined) return { device: 'mouse', type: MOVED, at, button: 0, clicks: 0, flags }
    return this.#event(held, 'dragged', flags)
  }

  /** `now` is in milliseconds that never run backwards. */
  press(button: Button, now: number, flags: number): MacEvent[] {
    if (!this.#pressed.press(button)) return []
    this.#clicks.press({ button, ...this.#at, at: now })
    return [this.#event(button, 'down', flags)]
  }

  release(button: Button, flags: number): MacEvent[] {
    return this.#pressed.release(button) ? [this.#event(button, 'up', flags)] : []
  }

  releaseAll(flags: number): MacEvent[] {
    return this.#pressed.all.flatMap((button) => this.release(button, flags))
  }

  /** 120 units are one notch; positive is right and down. What is less than a pixel counts for the next. */
  turn(dx: number, dy: number, flags: number): MacEvent[] {
    const up = this.#upRest - (dy * NOTCH_PIXELS) / NOTCH_UNITS
    const left = this.#leftRest - (dx * NOTCH_PIXELS) / NOTCH_UNITS
    const whole = { up: Math.trunc(up) || 0, left: Math.trunc(left) || 0 }
    this.#upRest = up - whole.up
    this.#leftRest = left - whole.left
    return whole.up === 0 && whole.left === 0 ? [] : [{ device: 'wheel', ...whole, flags }]
  }

  #event(button: Button, edge: 'down' | 'up' | 'dragged', flags: number): MacEvent {
    const types = BUTTONS[button]
    return { device: 'mouse', type: types[edge], at: this.#at, button: types.number, clicks: this.#clicks.count, flags }
  }
}
