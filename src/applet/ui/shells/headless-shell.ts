import type { Policy } from '../../permission/policy.ts'
import type { CustomerUi, Prompt } from '../customer-ui.ts'

/** Nobody is there: prompts are answered by the policy, and without one all answers are No. */
export class HeadlessShell implements CustomerUi {
  readonly name = 'headless'
  readonly #policy: Policy

  constructor(policy: Policy) {
    this.#policy = policy
  }

  showStatus(): void {}
  showPermissions(): void {}
  showLogEntry(): void {}

  async ask(prompt: Prompt): Promise<'yes' | 'no'> {
    return this.#policy[prompt.permission] ?? 'no'
  }

  on(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
