import type { EntranceAct } from './ui/presenter.ts'
import type { Stage } from './ui/view/customer-view.ts'

/** What an operator wants read before anybody joins. */
export interface Terms {
  readonly text: string
  /** Whether it can be accepted only after all of it was on the screen. */
  readonly toTheEnd: boolean
}

export type Entered =
  | { readonly joins: true; readonly pin: string }
  | { readonly joins: false; readonly why: 'suspectedScam' | 'termsDeclined'; readonly pin: string | undefined }
  /** The window is gone, and nobody is left to ask. */
  | undefined

interface Parts {
  readonly show: (stage: Stage) => void
  /** The next thing that the customer does; undefined when they have left. */
  readonly next: () => Promise<EntranceAct | undefined>
  /** Whether somebody is there who can be warned; a script cannot be talked into anything over the phone. */
  readonly warns: boolean
  readonly terms: Terms | undefined
  readonly onAccepted: () => void
  readonly pinTrouble: { readonly missing: string; readonly malformed: string }
}

/**
 * The way in: whether they called the company themselves, the code, the terms. Nothing is sent to anybody meanwhile, and no
 * prompt can be answered before.
 */
export class Entrance {
  readonly #parts: Parts
  #called: boolean
  #accepted = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#called = !parts.warns
  }

  /** `trouble`: what was wrong with the code before. What was answered once is not asked again. */
  async pass(pin: string | undefined, trouble?: string): Promise<Entered> {
    const called = this.#called || (await this.#askWhetherTheyCalled())
    if (called === undefined) return undefined
    this.#called = called
    if (!called) return { joins: false, why: 'suspectedScam', pin }
    const typed = pin ?? (await this.#askForPin(trouble))
    if (typed === undefined) return undefined
    const accepted = this.#accepted || (await this.#askForTerms())
    if (accepted === undefined) return undefined
    if (accepted && this.#parts.terms && !this.#accepted) this.#parts.onAccepted()
    this.#accepted = accepted
    return accepted ? { joins: true, pin: typed } : { joins: false, why: 'termsDeclined', pin: typed }
  }

  async #askWhetherTheyCalled(): Promise<boolean | undefined> {
    const act = await this.#ask({ kind: 'warning' }, 'warning-answered')
    return act?.called
  }

  async #askForPin(trouble: string | undefined): Promise<string | undefined> {
    for (let wrong = trouble; ; ) {
      const act = await this.#ask({ kind: 'pin', trouble: wrong }, 'code-entered')
      if (!act) return undefined
      const digits = act.code.replace(/[\s-]/g, '')
      if (/^\d{6}$/.test(digits)) return digits
      const { missing, malformed } = this.#parts.pinTrouble
      wrong = digits === '' ? missing : malformed
    }
  }

  async #askForTerms(): Promise<boolean | undefined> {
    const { terms } = this.#parts
    if (!terms) return true
    const act = await this.#ask({ kind: 'terms', ...terms }, 'terms-answered')
    return act?.accepted
  }

  async #ask<T extends EntranceAct['type']>(
    stage: Stage,
    type: T,
  ): Promise<Extract<EntranceAct, { type: T }> | undefined> {
    this.#parts.show(stage)
    for (;;) {
      const act = await this.#parts.next()
      if (act === undefined || act.type === 'left') return undefined
      if (act.type === type) return act as Extract<EntranceAct, { type: T }>
    }
  }
}
