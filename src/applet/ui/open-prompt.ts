import type { Instant } from '../../base/clock.ts'
import type { Prompt, PromptAnswer } from './customer-ui.ts'
import type { CustomerAct } from './view/customer-act.ts'
import type { PromptView } from './view/customer-view.ts'

/** A prompt that is on the screen, until it has one answer. */
export class OpenPrompt {
  readonly view: PromptView
  readonly answer: Promise<PromptAnswer>
  readonly #prompt: Prompt
  readonly #resolve: (answer: PromptAnswer) => void

  constructor(id: number, prompt: Prompt, openedAt: Instant) {
    this.#prompt = prompt
    const { promise, resolve } = Promise.withResolvers<PromptAnswer>()
    this.answer = promise
    this.#resolve = resolve
    const { kind, permissions, text, warning, choices, minutes, timeMs } = prompt
    this.view = { id, kind, permissions, text, warning, choices, minutes, timeMs, openedAt }
  }

  close(): void {
    this.#resolve({ answer: 'no' })
  }

  answered({ answer, ticked = [], minutes }: Extract<CustomerAct, { type: 'prompt-answered' }>): void {
    if (answer === 'no') return this.close()
    this.#resolve({
      answer,
      ticked: this.#prompt.choices.filter((permission) => ticked.includes(permission)),
      minutes: this.#prompt.minutes.find((offered) => offered === minutes),
    })
  }
}
