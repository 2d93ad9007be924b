import { Misses } from '../../channel/sealing/misses.ts'
import { LIMITS } from '../../protocol/limits.ts'

const NAME = 'wrong-digits'
/** More than a technician has to do with in weeks; the oldest make room. */
const SESSIONS_KEPT = 100

type Entry = readonly [sessionId: string, count: number]

/**
 * Goes on counting after a reload and in a second window (SPEC, S5). Another browser of the same technician starts anew: that
 * is three more tries. What the broker tells, a row that goes for example, never makes it forget: the broker is whom the
 * count guards against.
 */
export class KeptMisses extends Misses {
  readonly #sessionId: string

  constructor(sessionId: string) {
    super()
    this.#sessionId = sessionId
  }

  /** Another window may have counted meanwhile, and what could not be written is only known here. */
  override get triesLeft(): number {
    const kept = entries().find(([id]) => id === this.#sessionId)?.[1] ?? 0
    return Math.max(0, Math.min(super.triesLeft, LIMITS.codeTries - kept))
  }

  override add(): number {
    const count = LIMITS.codeTries - this.triesLeft + 1
    super.add()
    keep([...entries().filter(([id]) => id !== this.#sessionId), [this.#sessionId, count]])
    return this.triesLeft
  }
}

function entries(): readonly Entry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isEntry) : []
  } catch {
    return []
  }
}

function isEntry(kept: unknown): kept is Entry {
  return Array.isArray(kept) && typeof kept[0] === 'string' && typeof kept[1] === 'number'
}

function keep(all: readonly Entry[]): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(all.slice(-SESSIONS_KEPT)))
  } catch {
    // Storage is switched off or full: the count lasts as long as the page.
  }
}
