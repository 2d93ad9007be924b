import { signal } from '@preact/signals'
import { every, type Instant, realClock } from '../../base/clock.ts'

const TICK_MS = 1000

/** The broker's time of day, which all times of sessions are in; the clock of this computer may be wrong. */
export class BrokerClock implements Disposable {
  /** Moves on once a second. */
  readonly now = signal<Instant>(Date.now())
  readonly #ticking = every(realClock, TICK_MS, () => this.#tick())
  #aheadMs = 0

  /** The broker has just said what time it is. */
  heard(time: Instant): void {
    this.#aheadMs = time - Date.now()
    this.#tick()
  }

  [Symbol.dispose](): void {
    this.#ticking[Symbol.dispose]()
  }

  #tick(): void {
    this.now.value = Date.now() + this.#aheadMs
  }
}
