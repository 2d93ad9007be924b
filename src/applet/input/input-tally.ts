import { type Clock, realClock } from '../../base/clock.ts'
import type { InputRefusal } from '../../protocol/peer/messages/input.ts'

export interface InputCounts {
  readonly injected: number
  readonly refused: Readonly<Partial<Record<InputRefusal, number>>>
}

/** What became of a technician's input, for the `input` event, the session log and the technician. */
export class InputTally {
  #injected = 0
  #injectedAt = Number.NEGATIVE_INFINITY
  readonly #clock: Clock
  readonly #refused = new Map<InputRefusal, number>()

  constructor(clock: Clock = realClock) {
    this.#clock = clock
  }

  injected(): void {
    this.#injected += 1
    this.#injectedAt = this.#clock.monotonic()
  }

  /** Milliseconds since a technician's input last acted. */
  get sinceInjected(): number {
    return this.#clock.monotonic() - this.#injectedAt
  }

  refused(reason: InputRefusal): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1)
  }

  /** The counts since the last call; undefined when nothing happened. */
  take(): InputCounts | undefined {
    if (this.#injected === 0 && this.#refused.size === 0) return undefined
    const counts = { injected: this.#injected, refused: Object.fromEntries(this.#refused) }
    this.#injected = 0
    this.#refused.clear()
    return counts
  }
}
