import type { ChatLine, CustomerUi, CustomerUiEvents, Prompt, Trust } from '../../src/applet/ui/customer-ui.ts'
import { Emitter } from '../../src/base/emitter.ts'
import type { Permission } from '../../src/protocol/permission.ts'

export interface OpenPrompt extends Prompt {
  readonly closed: AbortSignal
  answer(answer: 'yes' | 'no'): void
}

/** A customer that a test speaks for: a shell like the others, without a screen. */
export class TestCustomer implements CustomerUi {
  readonly name = 'test'
  readonly statuses: string[] = []
  readonly chat: ChatLine[] = []
  trust: Trust | undefined
  /** What the customer could read aloud now. */
  code: string | undefined
  readonly #emitter = new Emitter<CustomerUiEvents>()
  readonly #prompts: OpenPrompt[] = []
  #waiting: ((prompt: OpenPrompt) => void) | undefined
  granted: readonly Permission[] = []
  promptsSeen = 0

  showStatus(status: string): void {
    this.statuses.push(status)
  }

  showPermissions(granted: readonly Permission[]): void {
    this.granted = granted
  }

  showLogEntry(): void {}

  showTrust(trust: Trust): void {
    this.trust = trust
  }

  showCode(digits: string | undefined): void {
    this.code = digits
  }

  showChat(line: ChatLine): void {
    this.chat.push(line)
  }

  write(text: string): void {
    this.#emitter.emit('said', text)
  }

  ask(prompt: Prompt, closed: AbortSignal): Promise<'yes' | 'no'> {
    this.promptsSeen += 1
    const { promise, resolve } = Promise.withResolvers<'yes' | 'no'>()
    closed.addEventListener('abort', () => resolve('no'), { once: true })
    const open = { ...prompt, closed, answer: resolve }
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
    this.#emitter.emit('revokeAll', undefined)
  }

  pressSmallX(): void {
    this.#emitter.emit('end', undefined)
  }

  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
