import type { Clock } from '../../base/clock.ts'
import type { Answer } from '../../protocol/peer/messages/permission.ts'
import { PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { CustomerUi } from '../ui/customer-ui.ts'
import type { PermissionGate } from './permission-gate.ts'

export interface Asker {
  readonly technician: string
  readonly company: string
  /** Whether they know the digits that the customer read aloud. */
  readonly isVerified: boolean
}

interface Parts {
  readonly gate: PermissionGate
  readonly ui: CustomerUi
  readonly log: SessionLog
  readonly events: EventStream
  readonly clock: Clock
  /** Milliseconds until no answer means No. */
  readonly promptMs: number
}

/** Asks the customer, one prompt at a time, and opens the gate on a Yes. Nothing else opens it. */
export class Consent {
  readonly #parts: Parts
  readonly #pending = new Map<Permission, Promise<Answer>>()
  #last: Promise<unknown> = Promise.resolve()
  #withdrawn = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Resolves with what the customer said; at once when it is granted already. A second request for what is being asked gets
   * the same answer, so that asking again and again cannot wear anybody down.
   */
  request(permission: Permission, asker: Asker, onAsked: () => void): Promise<Answer> {
    const pending = this.#pending.get(permission)
    if (pending) return pending
    const withdrawn = this.#withdrawn.signal
    const answer = this.#last.then(() => this.#ask(permission, asker, onAsked, withdrawn))
    this.#pending.set(permission, answer)
    this.#last = answer.catch(() => {}).finally(() => this.#pending.delete(permission))
    return answer
  }

  /** Closes the open prompt and those that wait, all with No. */
  withdraw(): void {
    this.#withdrawn.abort()
    this.#withdrawn = new AbortController()
  }

  async #ask(permission: Permission, asker: Asker, onAsked: () => void, withdrawn: AbortSignal): Promise<Answer> {
    const { gate, log, events } = this.#parts
    if (withdrawn.aborted || !gate.canGrant(permission)) return 'no'
    if (gate.granted.includes(permission)) return 'yes'
    onAsked()
    log.add('permission-asked', `${asker.technician} asks to ${PERMISSIONS[permission].action}`, [permission])
    const answer = await this.#prompt(permission, asker, withdrawn)
    if (answer === 'yes' && !withdrawn.aborted) gate.grant(permission)
    events.tell('answer', { permission, answer })
    log.add(`permission-${answer}`, `${ANSWERED[answer]}: ${PERMISSIONS[permission].action}`, [permission])
    return answer
  }

  async #prompt(permission: Permission, asker: Asker, withdrawn: AbortSignal): Promise<Answer> {
    const { gate, ui, events, clock, promptMs } = this.#parts
    using _nothingInjected = gate.holdForPrompt()
    const late = new AbortController()
    using _deadline = clock.after(promptMs, () => late.abort())
    const closed = AbortSignal.any([late.signal, withdrawn])
    const text = promptText(permission, asker)
    events.tell('prompt', { permission, technician: asker.technician, text })
    const answer = await ui.ask({ permission, ...asker, text, timeMs: promptMs }, closed)
    if (late.signal.aborted) return 'timeout'
    return withdrawn.aborted ? 'no' : answer
  }
}

const ANSWERED: Record<Answer, string> = { yes: 'Allowed', no: 'Refused', timeout: 'Not answered, so refused' }

function promptText(permission: Permission, { technician, company, isVerified }: Asker): string {
  const { action, detail } = PERMISSIONS[permission]
  const warning = isVerified ? '' : 'NOT VERIFIED: nobody has checked that this is your technician. '
  return `${warning}${technician} of ${company} wants to ${action}. ${detail} Do you allow this?`
}
