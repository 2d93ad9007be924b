import { type Clock, sleep } from '../../base/clock.ts'

/** Acts at once, then at most once in each pause, however often it is wanted: what comes in between counts together. */
export class Paced {
  readonly #clock: Clock
  readonly #pauseMs: number
  readonly #act: () => void | Promise<void>
  #wanted = false
  #running = false

  /** `act` must not throw. */
  constructor(clock: Clock, pauseMs: number, act: () => void | Promise<void>) {
    this.#clock = clock
    this.#pauseMs = pauseMs
    this.#act = act
  }

  want(): void {
    this.#wanted = true
    if (!this.#running) void this.#run()
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#wanted) {
      this.#wanted = false
      await this.#act()
      await sleep(this.#clock, this.#pauseMs)
    }
    this.#running = false
  }
}
