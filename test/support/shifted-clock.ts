import { type Clock, realClock } from '../../src/base/clock.ts'

/** The real clock, whose time of day a test can move on; timers go on as they are. */
export class ShiftedClock implements Clock {
  #aheadMs = 0

  shift(milliseconds: number): void {
    this.#aheadMs += milliseconds
  }

  now(): number {
    return realClock.now() + this.#aheadMs
  }

  monotonic(): number {
    return realClock.monotonic()
  }

  after(milliseconds: number, callback: () => void): Disposable {
    return realClock.after(milliseconds, callback)
  }
}
