/** Units of the wire in one notch of a wheel. */
const NOTCH = 120

export interface Notches {
  readonly right: number
  readonly down: number
}

/** Whole notches out of fine steps, as touchpads send them; what is left over counts for the next. */
export class WheelNotches {
  #right = 0
  #down = 0

  /** Negative is left and up. */
  turn(dx: number, dy: number): Notches {
    const right = wholeNotches(this.#right + dx)
    const down = wholeNotches(this.#down + dy)
    this.#right += dx - right * NOTCH
    this.#down += dy - down * NOTCH
    return { right, down }
  }
}

function wholeNotches(units: number): number {
  // Not -0, which some comparisons tell from 0.
  return Math.trunc(units / NOTCH) || 0
}
