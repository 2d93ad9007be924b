import type { AppletSpeaker } from '../../../words/words.ts'
import type { CustomerAct } from '../../view/customer-act.ts'
import type { PromptView } from '../../view/customer-view.ts'

type Answer = Extract<CustomerAct, { type: 'prompt-answered' }>

/** A question in lines: what it says, and which lines answer it. */
export class PromptReader {
  readonly #prompt: PromptView
  readonly #speaker: AppletSpeaker

  constructor(prompt: PromptView, speaker: AppletSpeaker) {
    this.#prompt = prompt
    this.#speaker = speaker
  }

  get question(): string {
    const { warning, text, choices, timeMs } = this.#prompt
    const t = this.#speaker
    const ticks = choices.map((choice, index) => `  ${index + 1}  ${t.t(`permission.${choice}.name`)}`)
    const seconds = Math.round(timeMs / 1000)
    return [...(warning ? [warning] : []), text, ...ticks, t.t(this.#howTo, { seconds, minutes: this.#minutes })].join(
      '\n',
    )
  }

  /** Undefined when the line answers nothing. */
  read(line: string): Answer | undefined {
    if (isNo(line)) return { type: 'prompt-answered', prompt: this.#prompt.id, answer: 'no' }
    const { choices, minutes } = this.#prompt
    if (choices.length > 0) return this.#readTicks(line)
    const chosen = minutes.find((offered) => String(offered) === line)
    if (chosen !== undefined) return this.#yes({ minutes: chosen })
    return isYes(line) ? this.#yes({}) : undefined
  }

  /** What to type, once more. */
  get reminder(): string {
    return this.#speaker.t(this.#prompt.choices.length > 0 ? 'terminal.type-ticks' : 'terminal.type-yes')
  }

  get #howTo() {
    if (this.#prompt.choices.length > 0) return 'terminal.prompt-ticks'
    return this.#prompt.minutes.length > 0 ? 'terminal.prompt-minutes' : 'terminal.prompt'
  }

  get #minutes(): string {
    return this.#speaker.anyOf(this.#prompt.minutes.map(String))
  }

  #readTicks(line: string): Answer | undefined {
    const { choices } = this.#prompt
    if (isYes(line)) return this.#yes({ ticked: [...choices] })
    if (!/^\d+([ ,]+\d+)*$/.test(line)) return undefined
    const ticked = line.split(/[ ,]+/).map((number) => choices[Number(number) - 1])
    // One number that stands for nothing, and all of it is a slip.
    if (ticked.includes(undefined)) return undefined
    return this.#yes({ ticked: choices.filter((choice) => ticked.includes(choice)) })
  }

  #yes(detail: Pick<Answer, 'ticked' | 'minutes'>): Answer {
    return { type: 'prompt-answered', prompt: this.#prompt.id, answer: 'yes', ...detail }
  }
}

export function isYes(line: string): boolean {
  return line === 'yes' || line === 'y'
}

export function isNo(line: string): boolean {
  return line === 'no' || line === 'n'
}
