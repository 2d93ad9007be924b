import { around, type Rect } from '../../base/rect.ts'

/**
 * Milliseconds for which a place stays hidden after a window left it: what puts the desktop's picture together does so later
 * than windows move, and lets them fade away.
 */
const HOLD_MS = 500

/** Places that are kept apart; a window that is dragged leaves more, and then what was left is one. */
const MOST_LEFT = 24

interface Left {
  readonly rect: Rect
  readonly until: number
}

/** Where windows stand that nobody but the customer may see, and where they stood a moment ago. Times are monotonic. */
export class HiddenPlaces {
  #present: readonly Rect[] = []
  #left: readonly Left[] = []

  get rects(): readonly Rect[] {
    return [...this.#present, ...this.#left.map(({ rect }) => rect)]
  }

  /** When the first of them may be seen again; undefined when all stand still. */
  get nextChange(): number | undefined {
    return this.#left.length === 0 ? undefined : Math.min(...this.#left.map(({ until }) => until))
  }

  /** These are the places now. */
  set(rects: readonly Rect[], now: number): void {
    const isPresent = (rect: Rect) => rects.some((each) => isSame(each, rect))
    const gone = this.#present.map((rect) => ({ rect, until: now + HOLD_MS }))
    const left = [...this.#left, ...gone].filter(({ rect }) => !isPresent(rect))
    this.#present = rects
    this.#left = left.length > MOST_LEFT ? [joined(left)] : left
  }

  /** Shows again what could be shown at this time; whoever calls has a picture that was taken after it. */
  expire(time: number): void {
    this.#left = this.#left.filter(({ until }) => until > time)
  }
}

export function isSame(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

function joined(left: readonly Left[]): Left {
  return { rect: around(left.map(({ rect }) => rect)), until: Math.max(...left.map(({ until }) => until)) }
}
