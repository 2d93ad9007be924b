import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from './session-log.ts'
import { type SessionEvent, type SessionState, transition } from './session-state.ts'

interface Parts {
  readonly sessionLog: SessionLog
  readonly events: EventStream
  /** Before anybody reads of the end: what was granted must be gone by then. */
  readonly onEnded: () => void
  readonly onStatus: (state: SessionState) => void
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
    // On hold it was started before, whether or not that was heard.
    if ('technician' in this.#state) this.#everStarted = true
    if (this.#state.status === 'ended') this.#parts.onEnded()
    this.announce(before.status === 'reconnecting')
  }

  announce(isBack = false): void {
    const { sessionLog, events, onStatus } = this.#parts
    const state = this.#state
    onStatus(state)
    sessionLog.add(...lineAbout(state, isBack))
    events.tell('status', { status: state.status })
    if (state.status !== 'ended') return
    const { by, reason } = state.ending
    events.tell('ended', { by, reason })
  }
}

function lineAbout(state: SessionState, isBack: boolean): Parameters<SessionLog['add']> {
  if (isBack && state.status === 'active') return ['session-back']
  if ('technician' in state) return [`session-${state.status}`, { values: { technician: state.technician } }]
  if (state.status !== 'ended') return [`session-${state.status}`]
  const { words, values = {} } = state.ending
  return ['session-ended', { words, values }]
}
