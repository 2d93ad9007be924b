import type { Policy } from '../../permission/policy.ts'
import type { LogEntry } from '../../session/session-log.ts'
import { type CustomerUi, type Prompt, readAloud } from '../customer-ui.ts'

/** Nobody is there: prompts are answered by the policy, and without one all answers are No. */
export class HeadlessShell implements CustomerUi {
  readonly name = 'headless'
  readonly #policy: Policy
  readonly #say: (sentence: string) => void

  constructor(policy: Policy, say: (sentence: string) => void) {
    this.#policy = policy
    this.#say = say
  }

  showStatus(): void {}
  showTrust(): void {}
  showPermissions(): void {}
  showChat(): void {}

  /** Scripts read it from the events; whoever started the program by hand reads it here. */
  showCode(digits: string | undefined): void {
    if (digits !== undefined) this.#say(readAloud(digits))
  }

  showLogEntry({ text }: LogEntry): void {
    this.#say(text)
  }

  async ask(prompt: Prompt): Promise<'yes' | 'no'> {
    return this.#policy[prompt.permission] ?? 'no'
  }

  on(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
