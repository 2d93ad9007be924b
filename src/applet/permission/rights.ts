import type { Clock } from '../../base/clock.ts'
import type { Permission } from '../../protocol/permission.ts'
import type { EventStream } from '../event-stream.ts'
import type { LogKind, SessionLog } from '../session/session-log.ts'
import type { CustomerUi } from '../ui/customer-ui.ts'
import type { AppletSpeaker } from '../words/words.ts'
import { Consent } from './consent.ts'
import { GrantTimes } from './grant-times.ts'
import { PermissionGate, type RevokeCause } from './permission-gate.ts'
import { PromptQueue } from './prompt-queue.ts'
import { type Asker, Questions } from './questions.ts'

interface Parts {
  readonly ui: CustomerUi
  readonly speaker: AppletSpeaker
  readonly sessionLog: SessionLog
  readonly events: EventStream
  readonly clock: Clock
  /** Milliseconds until no answer means No. */
  readonly promptMs: number
}

/** All that decides what a technician may do in one session: the gate, and what asks, grants for a time and takes back. */
export class Rights implements Disposable {
  readonly gate = new PermissionGate()
  readonly times: GrantTimes
  readonly questions: Questions
  readonly prompts: PromptQueue
  readonly consent: Consent
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
    const { ui, speaker, sessionLog: log, events, clock, promptMs } = parts
    this.times = new GrantTimes(this.gate, clock)
    this.questions = new Questions(speaker)
    this.prompts = new PromptQueue({ gate: this.gate, ui, clock, promptMs })
    const { gate, prompts, questions, times } = this
    this.consent = new Consent({ gate, prompts, questions, times, log, events })
    gate.on('revoked', ({ permissions, cause }) => this.#revoked(permissions, cause))
  }

  /** At once, with every open question, and before anybody is told. */
  takeBackAll(cause: RevokeCause): void {
    this.gate.revokeAll(cause)
    this.prompts.withdraw()
  }

  /** It was allowed long ago; with nobody there to go on, it is over. */
  async confirm(asker: Asker | undefined, minutes: number): Promise<void> {
    if (asker) await this.consent.confirm(asker, minutes)
    else this.takeBackAll('rule')
  }

  [Symbol.dispose](): void {
    this.times[Symbol.dispose]()
  }

  #revoked(permissions: readonly Permission[], cause: RevokeCause): void {
    const values = { names: this.questions.names(permissions) }
    this.#parts.sessionLog.add(REVOKED[cause], { permissions, values })
    this.#parts.events.tell('revoked', { permissions })
  }
}

const REVOKED = {
  customer: 'permission-revoked',
  time: 'permission-lapsed',
  rule: 'permission-ended',
} as const satisfies Record<RevokeCause, LogKind>
