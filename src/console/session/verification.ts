import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** How far this conversation has come in proving that it is held with the customer, and with nobody in between. */
export type VerificationState =
  /** No keys yet, and nothing to type. */
  | { readonly name: 'opening' }
  | CodeWanted
  /** Under the policy `offered`: the session works, and nobody knows with whom. */
  | { readonly name: 'unverified' }
  | { readonly name: 'verified' }

/** The customer sees six digits, and this page has to be told them. */
export interface CodeWanted {
  readonly name: 'code-wanted'
  readonly triesLeft: number
  /** When the digits are no longer good, as `performance.now()` counts. */
  readonly until: number
  readonly wrong: boolean
  readonly checking: boolean
}

/** There were keys before: while the other side is not there, it is a cut, and no beginning. */
export function wasOpen({ name }: VerificationState): boolean {
  return name === 'verified' || name === 'unverified'
}

export class Verification {
  readonly #now: () => number
  readonly #state = signal<VerificationState>({ name: 'opening' })
  /** There are keys: the session goes on with them while the digits are on display. */
  readonly #usable = signal(false)
  readonly state: ReadonlySignal<VerificationState> = this.#state
  /** Verified, or unverified where that is allowed. */
  readonly usable: ReadonlySignal<boolean> = this.#usable
  readonly verified: ReadonlySignal<boolean> = computed(() => this.#state.value.name === 'verified')

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  opening(): void {
    this.#usable.value = false
    this.#state.value = { name: 'opening' }
  }

  /** New digits after a wrong try come with a message of their own; that the try was wrong must still be read. */
  codeShown(triesLeft: number, validMs: number): void {
    const wrong = this.#wanted()?.wrong ?? false
    if (this.verified.peek()) this.#usable.value = false
    this.#state.value = { name: 'code-wanted', triesLeft, until: this.#now() + validMs, wrong, checking: false }
  }

  checking(): void {
    const wanted = this.#wanted()
    if (wanted) this.#state.value = { ...wanted, wrong: false, checking: true }
  }

  refused(triesLeft: number): void {
    const wanted = this.#wanted()
    if (wanted) this.#state.value = { ...wanted, triesLeft, wrong: true, checking: false }
  }

  opened(verified: boolean): void {
    this.#usable.value = true
    this.#state.value = { name: verified ? 'verified' : 'unverified' }
  }

  /** The digits are not on display any more. */
  cut(): void {
    if (this.#wanted() && this.#usable.peek()) this.#state.value = { name: 'unverified' }
  }

  #wanted(): CodeWanted | undefined {
    const state = this.#state.peek()
    return state.name === 'code-wanted' ? state : undefined
  }
}
