import type { Values } from '../../base/speaker.ts'
import type { Answer } from '../../protocol/peer/messages/permission.ts'
import { PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { GrantTimes } from './grant-times.ts'
import type { PermissionGate } from './permission-gate.ts'
import type { Outcome, PromptQueue, Question } from './prompt-queue.ts'
import type { Asker, Questions } from './questions.ts'

interface Parts {
  readonly gate: PermissionGate
  readonly prompts: PromptQueue
  readonly questions: Questions
  readonly times: GrantTimes
  readonly log: SessionLog
  readonly events: EventStream
}

/** Asks the customer and opens the gate on a Yes. Nothing else opens it. */
export class Consent {
  readonly #parts: Parts
  readonly #pending = new Map<Permission, Promise<Answer>>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Resolves with what the customer said; at once when it is granted already. A second request for what is being asked gets
   * the same answer, so that asking again and again cannot wear anybody down; a second act meanwhile is refused. `values`: what the
   * action names.
   */
  request(permission: Permission, asker: Asker, onAsked: () => void, values: Values = {}): Promise<Answer> {
    const question = () => this.#parts.questions.permission(permission, asker, values)
    // A Yes to one act is no answer to another.
    if (PERMISSIONS[permission].asked === 'each-time' && this.#pending.has(permission)) return Promise.resolve('no')
    return this.#request(permission, question, (asked) => {
      onAsked()
      const actions = this.#parts.questions.actions([permission], values)
      this.#parts.log.add('permission-asked', {
        permissions: [permission],
        values: { technician: asker.technician, actions },
      })
      this.#tellPrompt(asked)
    })
  }

  /** The customer switches something on. It is asked all the same: somebody else may have pressed the switch. */
  offer(permission: Permission, asker: Asker): Promise<Answer> {
    const question = () => this.#parts.questions.switched(permission, asker)
    return this.#request(permission, question, (asked) => this.#tellPrompt(asked))
  }

  /** Everything that may be asked for, at once, each to be ticked. What is not ticked can be asked for later. */
  async requestAll(permissions: readonly Permission[], asker: Asker): Promise<void> {
    const { gate, prompts, questions } = this.#parts
    const outcome = await prompts.ask(() => {
      const open = permissions.filter((permission) => gate.canGrant(permission) && !gate.granted.includes(permission))
      return open.length === 0 ? { answer: 'no' } : this.#tellPrompt(questions.bundle(open, asker))
    })
    const ticked = outcome.answer === 'yes' ? permissions.filter((one) => outcome.ticked.includes(one)) : []
    for (const permission of permissions) this.#take(permission, ticked.includes(permission) ? outcome : NOT_TICKED)
  }

  /** Whether what was allowed long ago still is; it is taken back when not. */
  async confirm(asker: Asker, minutes: number): Promise<void> {
    const { gate, prompts, questions } = this.#parts
    const { answer } = await prompts.ask(() =>
      gate.granted.length === 0 ? { answer: 'no' } : this.#tellPrompt(questions.again(gate.granted, asker, minutes)),
    )
    if (answer !== 'yes') gate.revokeAll(answer === 'timeout' ? 'rule' : 'customer')
  }

  /** Whether another technician may take over. */
  async admits(asker: Asker, before: string): Promise<boolean> {
    const { prompts, questions, log } = this.#parts
    const values = { technician: asker.technician, before }
    log.add('technician-joins', { values })
    const { answer } = await prompts.ask(() => this.#tellPrompt(questions.join(asker, before)))
    if (answer !== 'yes') log.add('technician-refused', { values })
    return answer === 'yes'
  }

  #request(permission: Permission, question: () => Question, onAsked: (asked: Question) => void): Promise<Answer> {
    const pending = this.#pending.get(permission)
    if (pending) return pending
    const answer = this.#ask(permission, question, onAsked).finally(() => this.#pending.delete(permission))
    this.#pending.set(permission, answer)
    return answer
  }

  async #ask(permission: Permission, question: () => Question, onAsked: (asked: Question) => void): Promise<Answer> {
    const { gate, prompts } = this.#parts
    let wasAsked = false
    const outcome = await prompts.ask(() => {
      if (!gate.canGrant(permission)) return { answer: 'no' }
      if (gate.granted.includes(permission)) return { answer: 'yes', ticked: [], minutes: undefined }
      wasAsked = true
      const asked = question()
      onAsked(asked)
      return asked
    })
    if (wasAsked) this.#take(permission, outcome)
    return outcome.answer
  }

  #take(permission: Permission, outcome: Outcome): void {
    const { gate, times, log, events, questions } = this.#parts
    const minutes = outcome.answer === 'yes' ? outcome.minutes : undefined
    events.tell('answer', { permission, answer: outcome.answer })
    const values = { actions: questions.actions([permission], UNNAMED), ...(minutes !== undefined && { minutes }) }
    const kind = minutes === undefined ? (`permission-${outcome.answer}` as const) : 'permission-time'
    log.add(kind, { permissions: [permission], values })
    // After it stands in the log: what follows from it stands there next.
    if (outcome.answer === 'yes') gate.grant(permission)
    if (minutes !== undefined) times.limit(permission, minutes)
  }

  #tellPrompt(question: Question): Question {
    const { permissions, technician, text, warning } = question
    const [permission] = permissions
    const whole = warning ? `${warning} ${text}` : text
    this.#parts.events.tell('prompt', { kind: question.kind, permission, permissions, technician, text: whole })
    return question
  }
}

const NOT_TICKED: Outcome = { answer: 'no' }

/** An answer's line says what kind of thing was allowed; the line before said which. */
const UNNAMED: Values = { url: '…' }
