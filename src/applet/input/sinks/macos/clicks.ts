import type { Button } from '../../../../protocol/peer/messages/input.ts'

/** Milliseconds within which the next press makes a double click, as the system has it unless somebody changed it. */
const INTERVAL = 500

/** Points that a hand may move between two clicks. */
const DISTANCE = 4

interface Press {
  readonly button: Button
  readonly x: number
  readonly y: number
  /** Milliseconds that never run backwards. */
  readonly at: number
}

/** Counts clicks: programs take double clicks from an event's count, not from its time. */
export class Clicks {
  #last: Press | undefined
  #count = 0

  /** 1 for a click, 2 for the second of a double click, and so on. */
  press(press: Press): number {
    this.#count = this.#last && continues(this.#last, press) ? this.#count + 1 : 1
    this.#last = press
    return this.#count
  }

  /** Of the press that goes on, for its release and for what is dragged. */
  get count(): number {
    return this.#count
  }
}

function continues(last: Press, next: Press): boolean {
  const near = Math.hypot(next.x - last.x, next.y - last.y) <= DISTANCE
  return last.button === next.button && near && next.at - last.at <= INTERVAL
}
