import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { Misses } from './misses.ts'

interface SpokenCodeEvents {
  /** What the customer is to read aloud; undefined: nothing any more. */
  shown: string | undefined
  /** Somebody typed in others; so many tries are left. */
  missed: number
  /** Nobody typed them in while they were good. */
  expired: undefined
}

/** The six digits of one session. Wrong tries count for the session, however often the digits change. */
export class SpokenCode {
  readonly #clock: Clock
  readonly #emitter = new Emitter<SpokenCodeEvents>()
  readonly #misses = new Misses()
  #digits: string | undefined
  #shownAt = 0
  #expiry: Disposable | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get digits(): string | undefined {
    return this.#digits
  }

  get triesLeft(): number {
    return this.#misses.triesLeft
  }

  /** Milliseconds for which the digits are good. */
  get validMs(): number {
    const shownForMs = Math.round(this.#clock.monotonic() - this.#shownAt)
    return Math.min(LIMITS.codeMs, Math.max(0, LIMITS.codeMs - shownForMs))
  }

  on<E extends keyof SpokenCodeEvents>(event: E, listener: (value: SpokenCodeEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Draws digits unless some are shown. */
  show(): void {
    if (this.#digits !== undefined) return
    this.#digits = drawDigits()
    this.#shownAt = this.#clock.monotonic()
    this.#expiry = this.#clock.after(LIMITS.codeMs, () => {
      this.hide()
      this.#emitter.emit('expired', undefined)
    })
    this.#emitter.emit('shown', this.#digits)
  }

  hide(): void {
    if (this.#digits === undefined) return
    this.#digits = undefined
    this.#expiry?.[Symbol.dispose]()
    this.#emitter.emit('shown', undefined)
  }

  /** Tries that are left now. */
  missed(): number {
    const triesLeft = this.#misses.add()
    this.#emitter.emit('missed', triesLeft)
    return triesLeft
  }
}

const CODES = 1_000_000
/** The largest multiple of a million below 2^32: numbers above would make some digits likelier. */
const FAIR = Math.floor(2 ** 32 / CODES) * CODES

function drawDigits(): string {
  for (;;) {
    const [number = FAIR] = new Uint32Array(crypto.getRandomValues(new Uint8Array(4)).buffer)
    if (number < FAIR) return String(number % CODES).padStart(6, '0')
  }
}
