import { Emitter } from '../../../base/emitter.ts'
import type { Policy } from '../../permission/policy.ts'
import type { AppletSpeaker } from '../../words/words.ts'
import { readAloud } from '../read-aloud.ts'
import type { Shell, ShellEvents } from '../shell.ts'
import type { CustomerAct } from '../view/customer-act.ts'
import type { CustomerView, LogLine, PromptView } from '../view/customer-view.ts'

/** Nobody is there: prompts are answered by the policy, and without one all answers are No. */
export class HeadlessShell implements Shell {
  readonly name = 'headless'
  readonly isScripted = true
  readonly processes = []
  readonly #policy: Policy
  readonly #speaker: AppletSpeaker
  readonly #say: (sentence: string) => void
  readonly #emitter = new Emitter<ShellEvents>()
  #code: string | undefined
  #answered = 0

  constructor(policy: Policy, speaker: AppletSpeaker, say: (sentence: string) => void) {
    this.#policy = policy
    this.#speaker = speaker
    this.#say = say
  }

  show({ code, prompt, stage }: CustomerView): void {
    // Scripts read it from the events; whoever started the program by hand reads it here.
    if (code !== undefined && code !== this.#code) this.#say(readAloud(this.#speaker, code))
    this.#code = code
    if (stage.kind === 'terms') this.#act({ type: 'terms-answered', accepted: this.#policy.terms === 'yes' })
    if (!prompt || prompt.id === this.#answered) return
    this.#answered = prompt.id
    this.#act(this.#answerTo(prompt))
  }

  showChat(): void {}

  showLog({ text }: LogLine): void {
    this.#say(text)
  }

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #answerTo({ id, kind, permissions, choices }: PromptView): CustomerAct {
    const allowed = permissions.filter((permission) => this.#policy[permission] === 'yes')
    const isYes = choices.length > 0 ? allowed.length > 0 : allowed.length === permissions.length
    const answer = (permissions.length > 0 ? isYes : this.#policy[kind === 'join' ? 'join' : 'url'] === 'yes')
      ? 'yes'
      : 'no'
    return { type: 'prompt-answered', prompt: id, answer, ticked: allowed }
  }

  /** As somebody would who has seen it first. */
  #act(act: CustomerAct): void {
    queueMicrotask(() => this.#emitter.emit('acted', act))
  }
}
