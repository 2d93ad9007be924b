import type { Clock } from '../../base/clock.ts'
import type { CustomerUi, Prompt } from '../ui/customer-ui.ts'
import type { PermissionGate } from './permission-gate.ts'

/** What the customer is asked; when its turn comes it may not be wanted any more. */
export type Question = Omit<Prompt, 'timeMs'>

/** `timeout` is a No that nobody said. */
export type Outcome = Awaited<ReturnType<CustomerUi['ask']>> | { readonly answer: 'timeout' }

interface Parts {
  readonly gate: PermissionGate
  readonly ui: CustomerUi
  readonly clock: Clock
  /** Milliseconds until no answer means No. */
  readonly promptMs: number
}

const NO: Outcome = { answer: 'no' }

/** Prompts, one on the screen at a time, in the order in which they were wanted. While one is open nothing is injected. */
export class PromptQueue {
  readonly #parts: Parts
  #last: Promise<unknown> = Promise.resolve()
  #withdrawn = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** `question` is made when its turn comes; without one the answer is what it returned in its place. */
  ask(question: () => Question | Outcome): Promise<Outcome> {
    const withdrawn = this.#withdrawn.signal
    const answer = this.#last.then(() => this.#ask(question, withdrawn))
    this.#last = answer.catch(() => {})
    return answer
  }

  /** Closes the open prompt and those that wait, all with No. */
  withdraw(): void {
    this.#withdrawn.abort()
    this.#withdrawn = new AbortController()
  }

  async #ask(question: () => Question | Outcome, withdrawn: AbortSignal): Promise<Outcome> {
    if (withdrawn.aborted) return NO
    const asked = question()
    if ('answer' in asked) return asked
    const { gate, ui, clock, promptMs } = this.#parts
    using _nothingInjected = gate.holdForPrompt()
    const late = new AbortController()
    using _deadline = clock.after(promptMs, () => late.abort())
    const closed = AbortSignal.any([late.signal, withdrawn])
    const answer = await ui.ask({ ...asked, timeMs: promptMs }, closed)
    if (late.signal.aborted) return { answer: 'timeout' }
    return withdrawn.aborted ? NO : answer
  }
}
