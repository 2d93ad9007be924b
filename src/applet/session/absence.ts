import type { Clock } from '../../base/clock.ts'

/** Milliseconds of absence that a grant survives. Who may have left the computer since is asked anew. */
const GRANTS_KEPT_MS = 5 * 60_000
/** Milliseconds for which a session that lost its broker keeps looking for it; the broker gives it up then, too. */
const RESUME_MS = 15 * 60_000

/** The time without the broker: when it is long, which is told once, and when it is too long. */
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

  get isTooLong(): boolean {
    return this.#since !== undefined && this.#clock.monotonic() - this.#since > RESUME_MS
  }

  /** The broker gave a sign of life. */
  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  /** Changes nothing while it has begun already. */
  begin(): void {
    if (this.#since !== undefined) return
    this.#since = this.#clock.monotonic()
    this.#timer = this.#clock.after(GRANTS_KEPT_MS, () => this.#long())
  }

  end(): void {
    this.#timer?.[Symbol.dispose]()
    if (this.#since !== undefined && this.#clock.now() - this.#heardAt > GRANTS_KEPT_MS) this.#long()
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
