import type { Clock } from '../base/clock.ts'
import { LIMITS } from '../protocol/limits.ts'

interface Parts {
  readonly clock: Clock
  /** How long a key may serve; shorter in tests. */
  readonly after?: { readonly records: number; readonly ms: number } | undefined
  /** Asks for a new key. Called again until there is one. */
  readonly renew: () => void
  /** The other side, or whoever stands in between, lets no new key come about. */
  readonly overdue: () => void
}

/** Sees to it that no key serves for too long. */
export class KeyRenewal {
  readonly #parts: Parts
  readonly #most: bigint
  readonly #ms: number
  #timer: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#most = BigInt(parts.after?.records ?? LIMITS.recordsPerEpoch)
    this.#ms = parts.after?.ms ?? LIMITS.epochMs
  }

  /** There is a new key. */
  begin(): void {
    const { clock, renew, overdue } = this.#parts
    this.stop()
    this.#timer = clock.after(this.#ms, () => {
      this.#timer = clock.after(this.#ms, overdue)
      renew()
    })
  }

  /** So many records went each way under the present key. */
  counted(sent: bigint, received: bigint): void {
    if (sent < this.#most && received < this.#most) return
    if (received > this.#most * 2n) this.#parts.overdue()
    else this.#parts.renew()
  }

  stop(): void {
    this.#timer?.[Symbol.dispose]()
  }
}
