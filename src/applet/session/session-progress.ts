import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from './session-log.ts'
import { type AppletStatus, type SessionEvent, type SessionState, transition } from './session-state.ts'

interface Parts {
  readonly sessionLog: SessionLog
  readonly events: EventStream
  /** Before anybody reads of the end: what was granted must be gone by then. */
  readonly onEnded: () => void
  readonly onStatus: (status: AppletStatus) => void
}

/** Where the session stands, told to the customer, the log and scripts alike. */
export class SessionProgress {
  readonly #parts: Parts
  #state: SessionState = { status: 'connecting' }
  #everStarted = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether the technician pressed Start at any time. */
  get everStarted(): boolean {
    return this.#everStarted
  }

  /** Events that have no place in the present state change nothing. */
  advance(event: SessionEvent): void {
    const before = this.#state
    this.#state = transition(before, event)
    if (this.#state === before) return
    if (this.#state.status === 'active') this.#everStarted = true
    if (this.#state.status === 'ended') this.#parts.onEnded()
    this.announce(before.status === 'reconnecting')
  }

  announce(isBack = false): void {
    const { sessionLog, events, onStatus } = this.#parts
    const { status } = this.#state
    onStatus(status)
    sessionLog.add(`session-${status}`, sentenceOf(this.#state, isBack))
    events.tell('status', { status })
    if (this.#state.status !== 'ended') return
    const { by, reason } = this.#state.ending
    events.tell('ended', { by, reason })
  }
}

function sentenceOf(state: SessionState, isBack: boolean): string {
  switch (state.status) {
    case 'connecting':
      return 'Connecting to the support server …'
    case 'waiting':
      return 'Connected. Your technician will start soon.'
    case 'active':
      if (isBack) return 'The support server is back.'
      return `${state.technician} started the session. Nothing can be seen or done before you say yes.`
    case 'reconnecting':
      return 'The connection was lost. Trying to get it back …'
    case 'ended':
      return state.ending.sentence
  }
}
