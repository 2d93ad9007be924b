import type { CustomerUi, CustomerUiEvents, Prompt, PromptAnswer } from '../../src/applet/ui/customer-ui.ts'
import type { ChatLine, CustomerView, FileView, Trust } from '../../src/applet/ui/view/customer-view.ts'
import { Emitter } from '../../src/base/emitter.ts'
import type { Permission } from '../../src/protocol/permission.ts'

export interface OpenPrompt extends Prompt {
  /** The first of what it is about. */
  readonly permission: Permission | undefined
  readonly closed: AbortSignal
  /** `ticked`: all choices, unless told otherwise. */
  answer(answer: 'yes' | 'no', details?: { ticked?: readonly Permission[]; minutes?: number }): void
}

/** A customer that a test speaks for: what they are shown, and what they do. */
export class TestCustomer implements CustomerUi {
  readonly statuses: string[] = []
  readonly chat: ChatLine[] = []
  shown: Partial<CustomerView> = {}
  readonly #emitter = new Emitter<CustomerUiEvents>()
  readonly #prompts: OpenPrompt[] = []
  #waiting: ((prompt: OpenPrompt) => void) | undefined
  promptsSeen = 0

  get trust(): Trust | undefined {
    return this.shown.trust
  }

  /** What the customer could read aloud now. */
  get code(): string | undefined {
    return this.shown.code
  }

  get granted(): readonly Permission[] {
    return (this.shown.permissions ?? []).filter((one) => one.granted).map((one) => one.permission)
  }

  get files(): readonly FileView[] {
    return this.shown.files ?? []
  }

  show(change: Partial<CustomerView>): void {
    this.shown = { ...this.shown, ...change }
    if (change.stage && change.stage.kind !== this.statuses.at(-1)) this.statuses.push(change.stage.kind)
  }

  showLogEntry(): void {}

  /** A line that comes again is delivered now. */
  showChat(line: ChatLine): void {
    const known = this.chat.findIndex(({ id }) => id === line.id)
    if (known < 0) this.chat.push(line)
    else this.chat[known] = line
  }

  write(text: string): void {
    this.#emitter.emit('said', text)
  }

  ask(prompt: Prompt, closed: AbortSignal): Promise<PromptAnswer> {
    this.promptsSeen += 1
    const { promise, resolve } = Promise.withResolvers<PromptAnswer>()
    closed.addEventListener('abort', () => resolve({ answer: 'no' }), { once: true })
    const answer: OpenPrompt['answer'] = (said, { ticked = prompt.choices, minutes } = {}) =>
      resolve(said === 'yes' ? { answer: said, ticked, minutes } : { answer: said })
    const open = { ...prompt, permission: prompt.permissions[0], closed, answer }
    if (this.#waiting) this.#waiting(open)
    else this.#prompts.push(open)
    this.#waiting = undefined
    return promise
  }

  /** The prompt on the screen, or the next one to come. */
  nextPrompt(): Promise<OpenPrompt> {
    const open = this.#prompts.shift()
    if (open) return Promise.resolve(open)
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  pressLargeX(): void {
    this.does('revokeAll', undefined)
  }

  pressSmallX(): void {
    this.does('end', undefined)
  }

  /** Whatever else a customer can do in a window. */
  does<E extends keyof CustomerUiEvents>(event: E, value: CustomerUiEvents[E]): void {
    this.#emitter.emit(event, value)
  }

  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }
}
