import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'

type Fields = Readonly<Record<string, string | number>>

const WINDOW_MS = 60_000
/** Lines a minute; whoever guesses must not be able to fill the disk with their guesses. */
const MOST_PER_MINUTE = 10

/** Warnings that strangers can cause: the first of a minute are written, the others counted and told at its end. */
export class LimitedWarnings implements Disposable {
  readonly #logger: Logger
  readonly #clock: Clock
  readonly #message: string
  #count = 0
  #window: Disposable | undefined

  constructor(logger: Logger, clock: Clock, message: string) {
    this.#logger = logger
    this.#clock = clock
    this.#message = message
  }

  warn(fields: Fields): void {
    this.#window ??= this.#clock.after(WINDOW_MS, () => this.#close())
    this.#count += 1
    if (this.#count <= MOST_PER_MINUTE) this.#logger.warn(this.#message, fields)
  }

  [Symbol.dispose](): void {
    this.#window?.[Symbol.dispose]()
  }

  #close(): void {
    const more = this.#count - MOST_PER_MINUTE
    this.#window = undefined
    this.#count = 0
    if (more > 0) this.#logger.warn(`${this.#message}, and more within the same minute`, { more })
  }
}
