import type { Clock, Instant } from '../../base/clock.ts'
import { type AttemptCounter, attemptsIn, countAttempt } from './attempt-counter.ts'
import { waitInWords } from './pin-texts.ts'
import type { SessionRecord } from './session-record.ts'
import type { SessionRegistry } from './session-registry.ts'

/**
 * Whether a refused PIN is somebody's is looked up well after the answer, and for few of them: the time it takes would
 * else tell a guesser behind a closed door what the door does not.
 */
const LATER_MS = 1000
const RULE = { most: Infinity, windowMs: 60_000, firstBlockMs: 0, longestBlockMs: 0 }
const MOST_PER_MINUTE = 10

/** Tells a technician that their customer stands before a door that is closed for a while. */
export class TurnedAway implements Disposable {
  readonly #registry: SessionRegistry
  readonly #clock: Clock
  readonly #failed: (error: unknown) => void
  readonly #timers = new Set<Disposable>()
  /** Sessions whose technician knows already, and until when that holds. */
  readonly #told = new Map<string, Instant>()
  #counter: AttemptCounter | undefined

  constructor(registry: SessionRegistry, clock: Clock, failed: (error: unknown) => void) {
    this.#registry = registry
    this.#clock = clock
    this.#failed = failed
  }

  note(digits: string, waitMs: number): void {
    const now = this.#clock.now()
    if (attemptsIn(this.#counter, RULE.windowMs, now) >= MOST_PER_MINUTE) return
    this.#counter = countAttempt(this.#counter, RULE, now)
    const timer = this.#clock.after(LATER_MS, () => {
      this.#timers.delete(timer)
      this.#tell(digits, now + waitMs).catch(this.#failed)
    })
    this.#timers.add(timer)
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) timer[Symbol.dispose]()
  }

  async #tell(digits: string, freeAt: Instant): Promise<void> {
    const now = this.#clock.now()
    for (const [id, until] of this.#told) if (until <= now) this.#told.delete(id)
    const session = this.#registry.all().find((each) => waitsFor(each, digits, now))
    if (!session || this.#told.has(session.id)) return
    this.#told.set(session.id, freeAt)
    const text = `Customer was turned away after too many wrong codes; they can try again in ${waitInWords(freeAt - now)}`
    await this.#registry.tell(session.id, text)
  }
}

function waitsFor({ state }: SessionRecord, digits: string, now: Instant): boolean {
  return state.status === 'Connecting' && state.pin.digits === digits && now < state.pin.expiresAt
}
