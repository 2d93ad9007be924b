import type { Clock } from '../../base/clock.ts'
import type { Prompt, PromptAnswer } from './customer-ui.ts'
import type { CustomerAct } from './view/customer-act.ts'
import type { PromptView } from './view/customer-view.ts'

/**
 * Milliseconds after a prompt appears in which a Yes does not count: what was clicked or typed before it, by the customer or by a
 * technician with control, is no answer to it.
 */
const TOO_SOON_MS = 500

/** A prompt that is on the screen, until it has one answer. */
export class OpenPrompt {
  readonly view: PromptView
  readonly answer: Promise<PromptAnswer>
  readonly #prompt: Prompt
  readonly #clock: Clock
  readonly #openedAt: number
  readonly #resolve: (answer: PromptAnswer) => void

  constructor(id: number, prompt: Prompt, clock: Clock) {
    this.#prompt = prompt
    this.#clock = clock
    this.#openedAt = clock.monotonic()
    const { promise, resolve } = Promise.withResolvers<PromptAnswer>()
    this.answer = promise
    this.#resolve = resolve
    const { kind, permissions, text, warning, choices, minutes, timeMs } = prompt
    this.view = { id, kind, permissions, text, warning, choices, minutes, timeMs, openedAt: clock.now() }
  }

  close(): void {
    this.#resolve({ answer: 'no' })
  }

  /** False when a Yes came too soon to be one. A script is never too fast. */
  answered(
    { answer, ticked = [], minutes }: Extract<CustomerAct, { type: 'prompt-answered' }>,
    scripted: boolean,
  ): boolean {
    if (answer === 'no') {
      this.close()
      return true
    }
    if (!scripted && this.#clock.monotonic() - this.#openedAt < TOO_SOON_MS) return false
    this.#resolve({
      answer,
      ticked: this.#prompt.choices.filter((permission) => ticked.includes(permission)),
      minutes: this.#prompt.minutes.find((offered) => offered === minutes),
    })
    return true
  }
}
