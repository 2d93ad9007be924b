import type { Clock } from '../../base/clock.ts'
import { LIMITS } from '../../protocol/limits.ts'

/** The time without the broker, and when it is long, which is told once. */
export class Absence {
  readonly #clock: Clock
  readonly #becameLong: () => void
  /** By the wall clock, which goes on while the computer sleeps; timers may not. */
  #heardAt: number
  #since: number | undefined
  #timer: Disposable | undefined
  #isLong = false

  constructor(clock: Clock, becameLong: () => void) {
    this.#clock = clock
    this.#becameLong = becameLong
    this.#heardAt = clock.now()
  }

  get isLong(): boolean {
    return this.#isLong
  }

  isLongerThan(milliseconds: number): boolean {
    return this.#since !== undefined && this.#clock.monotonic() - this.#since > milliseconds
  }

  /** The broker gave a sign of life. */
  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  /** Changes nothing while it has begun already. */
  begin(): void {
    if (this.#since !== undefined) return
    this.#since = this.#clock.monotonic()
    this.#timer = this.#clock.after(LIMITS.grantsKeptMs, () => this.#long())
  }

  end(): void {
    this.#timer?.[Symbol.dispose]()
    if (this.#since !== undefined && this.#clock.now() - this.#heardAt > LIMITS.grantsKeptMs) this.#long()
    this.#since = undefined
    this.#isLong = false
    this.heard()
  }

  #long(): void {
    if (this.#isLong) return
    this.#isLong = true
    this.#becameLong()
  }
}
