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
 * Wire units of a turn. Browsers report a notch as 120 pixels, 100 pixels, 3 lines or a page; anything else is a touch
 * pad, whose pixels are taken as units.
 */
export function wheelUnits({ deltaX, deltaY, deltaMode }: WheelTurn): { dx: number; dy: number } {
  return { dx: units(deltaX, deltaMode), dy: units(deltaY, deltaMode) }
}

function units(delta: number, mode: number): number {
  const scaled = Math.round(delta * unitsEach(delta, mode))
  return Math.max(-MOST_UNITS, Math.min(MOST_UNITS, scaled)) + 0
}

function unitsEach(delta: number, mode: number): number {
  if (mode === 1) return NOTCH / LINES_PER_NOTCH
  if (mode === 2) return NOTCH
  return delta % 100 === 0 && delta % NOTCH !== 0 ? NOTCH / 100 : 1
}
