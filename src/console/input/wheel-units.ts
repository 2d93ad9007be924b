/** One notch of a mouse wheel, in units of the wire. */
const NOTCH = 120

/** What a `WheelEvent` counts in: `DOM_DELTA_PIXEL`, `_LINE`, `_PAGE`. */
const LINES_PER_NOTCH = 3
const MOST_UNITS = 12_000

export interface WheelTurn {
  readonly deltaX: number
  readonly deltaY: number
  readonly deltaMode: number
}

/**
 * Wire units of turns. Browsers report a notch as 120 pixels, 100 pixels, 3 lines or a page; anything else is a touch pad,
 * whose pixels are taken as units. Its parts of a pixel add up.
 */
export class WheelUnits {
  readonly #x = new Axis()
  readonly #y = new Axis()

  turn({ deltaX, deltaY, deltaMode }: WheelTurn): { dx: number; dy: number } {
    return { dx: this.#x.turn(deltaX, deltaMode), dy: this.#y.turn(deltaY, deltaMode) }
  }
}

class Axis {
  #rest = 0

  turn(delta: number, mode: number): number {
    const exact = this.#rest + delta * unitsEach(delta, mode)
    const whole = Math.trunc(exact) + 0
    this.#rest = exact - whole
    return Math.max(-MOST_UNITS, Math.min(MOST_UNITS, whole))
  }
}

function unitsEach(delta: number, mode: number): number {
  if (mode === 1) return NOTCH / LINES_PER_NOTCH
  if (mode === 2) return NOTCH
  return delta % 100 === 0 && delta % NOTCH !== 0 ? NOTCH / 100 : 1
}
