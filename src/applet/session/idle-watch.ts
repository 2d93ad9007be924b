import type { Clock } from '../../base/clock.ts'

/** Milliseconds in which nothing happens; then a session is over. */
const IDLE_MS = 30 * 60_000

interface Parts {
  readonly clock: Clock
  /** Whether something goes on that nobody need say anything about: open control, a file on its way. */
  readonly isBusy: () => boolean
  readonly onIdle: () => void
}

/** Notices that nobody does anything any more in a session that was started. */
export class IdleWatch implements Disposable {
  readonly #parts: Parts
  #timer: Disposable | undefined
  #running = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether the session is at a place where time counts: started, and not on hold. */
  run(running: boolean): void {
    this.#running = running
    this.stirred()
  }

  /** Somebody did something. */
  stirred(): void {
    this.#timer?.[Symbol.dispose]()
    const { clock, isBusy, onIdle } = this.#parts
    if (!this.#running) return
    this.#timer = clock.after(IDLE_MS, () => (isBusy() ? this.stirred() : onIdle()))
  }

  [Symbol.dispose](): void {
    this.run(false)
  }
}
