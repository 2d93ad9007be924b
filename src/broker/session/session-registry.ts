import type { Clock, Instant } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { SessionLogLine } from '../../protocol/broker/session-view.ts'
import { newIdentifier } from '../secret.ts'
import type { OpenedSession, Store } from '../store/store.ts'
import type { PinIssuer } from './pin-issuer.ts'
import { describeEvent } from './session-log.ts'
import { isEnded, type SessionRecord } from './session-record.ts'
import { isInContact, type SessionEvent, TransitionRefused, transition } from './session-state.ts'

export interface SessionRegistryEvents {
  changed: { readonly session: SessionRecord; readonly before: SessionRecord | undefined }
  removed: { readonly session: SessionRecord }
  logged: { readonly session: SessionRecord; readonly line: SessionLogLine }
}

/** A technician has so many sessions under way at most. */
const MOST_ACTIVE = 10

export class TooManyActive extends Error {
  override readonly name = 'TooManyActive'

  constructor() {
    super(`You already have ${MOST_ACTIVE} active sessions. End one, then try again.`)
  }
}

/**
 * All sessions that are in somebody's list. Memory decides, at once and in order; the store follows, and nothing is told to
 * anybody before it is stored.
 */
export class SessionRegistry {
  readonly #store: Store
  readonly #issuer: PinIssuer
  readonly #clock: Clock
  readonly #sessions = new Map<string, SessionRecord>()
  /** When somebody last had the customer's screen open. After a restart it counts from the return. */
  readonly #usedAt = new Map<string, Instant>()
  readonly #emitter = new Emitter<SessionRegistryEvents>()

  private constructor(store: Store, issuer: PinIssuer, clock: Clock) {
    this.#store = store
    this.#issuer = issuer
    this.#clock = clock
  }

  /** After a restart nobody is in contact yet: who was has the usual time to come back. */
  static async load(store: Store, issuer: PinIssuer, clock: Clock): Promise<SessionRegistry> {
    const registry = new SessionRegistry(store, issuer, clock)
    for (const session of await store.sessions.listed()) registry.#sessions.set(session.id, session)
    for (const { id, state } of registry.all()) {
      if (isInContact(state)) await registry.apply(id, { type: 'contact-lost' })
    }
    return registry
  }

  on<E extends keyof SessionRegistryEvents>(event: E, listener: (value: SessionRegistryEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  all(): SessionRecord[] {
    return [...this.#sessions.values()]
  }

  listOf(technicianId: string): SessionRecord[] {
    return this.all().filter((session) => session.technician.id === technicianId)
  }

  get(id: string): SessionRecord | undefined {
    return this.#sessions.get(id)
  }

  /** Also one whose row is gone. */
  async find(id: string): Promise<SessionRecord | undefined> {
    return this.#sessions.get(id) ?? (await this.#store.sessions.find(id))
  }

  /** Somebody works in this session right now; that holds its idle time-out off. */
  noteUse(id: string): void {
    this.#usedAt.set(id, this.#clock.now())
  }

  usedAt(id: string): Instant {
    return this.#usedAt.get(id) ?? 0
  }

  logOf(id: string): Promise<SessionLogLine[]> {
    return this.#store.sessions.log(id)
  }

  /** Throws OutOfPinCodes. */
  async open(technician: SessionRecord['technician'], name: string): Promise<SessionRecord> {
    const now = this.#clock.now()
    const { id, name: technicianName } = technician
    const session = await this.#issuer.issue((pin) => ({
      session: openedSession({ id, name: technicianName }, name, { status: 'Connecting', since: now, pin }),
      line: { time: now, text: `PIN code ${pin.digits} created` },
    }))
    this.#sessions.set(session.id, session)
    this.#emitter.emit('changed', { session, before: undefined })
    return session
  }

  /** Throws TransitionRefused, also for a session that is in no list. */
  async apply(id: string, event: SessionEvent, change: Partial<SessionRecord> = {}): Promise<SessionRecord> {
    const before = this.#sessions.get(id)
    if (!before) throw new TransitionRefused('no list', event.type)
    const now = this.#clock.now()
    const session = { ...before, ...change, state: transition(before.state, event, now) }
    this.#sessions.set(id, session)
    const text = describeEvent(event, session.state, session.technician.name)
    await this.#saved(session, before, text === undefined ? undefined : { time: now, text })
    return session
  }

  async start(id: string): Promise<SessionRecord> {
    const technician = this.#sessions.get(id)?.technician.id ?? ''
    const active = this.listOf(technician).filter(({ state }) => state.status === 'Active').length
    if (active >= MOST_ACTIVE) throw new TooManyActive()
    return this.apply(id, { type: 'technician-started' })
  }

  /** Changes what is no event and nobody is told of. */
  async change(id: string, change: Pick<SessionRecord, 'resumeKeys'>): Promise<void> {
    const before = this.#sessions.get(id)
    if (!before) return
    const session = { ...before, ...change }
    this.#sessions.set(id, session)
    await this.#store.sessions.save(session)
  }

  /** A line in its log about what is no event. */
  async tell(id: string, text: string): Promise<void> {
    const session = this.#sessions.get(id)
    if (!session) return
    const line = { time: this.#clock.now(), text }
    await this.#store.sessions.save(session, line)
    this.#emitter.emit('logged', { session, line })
  }

  /** Takes an ended session's row out of the list. Throws TransitionRefused while it is live. */
  async remove(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    if (!session) return
    if (!isEnded(session.state)) throw new TransitionRefused(session.state.status, 'row-closed')
    if (session.state.status === 'Timed out') await this.apply(id, { type: 'row-closed' })
    await this.#removeRow(id)
  }

  async #saved(session: SessionRecord, before: SessionRecord, line: SessionLogLine | undefined): Promise<void> {
    await this.#store.sessions.save(session, line)
    if (before.state.status === 'Connecting' && session.state.status !== 'Connecting') {
      await this.#store.pins.retire(session.id, this.#clock.now())
    }
    this.#emitter.emit('changed', { session, before })
    if (line) this.#emitter.emit('logged', { session, line })
    if (before.state.status === 'Connecting' && isForgettable(session)) await this.#removeRow(session.id)
  }

  async #removeRow(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    if (!session) return
    const removed = { ...session, removedAt: this.#clock.now() }
    this.#sessions.delete(id)
    this.#usedAt.delete(id)
    await this.#store.sessions.save(removed)
    this.#emitter.emit('removed', { session: removed })
  }
}

/** What never became a session leaves the list by itself; but that a customer declined it is news for their technician. */
function isForgettable({ state }: SessionRecord): boolean {
  return state.status === 'Aborted' && state.by !== 'customer'
}

function openedSession(
  technician: SessionRecord['technician'],
  name: string,
  state: OpenedSession['state'],
): OpenedSession {
  return { id: newIdentifier(), technician, name, createdAt: state.since, state }
}
