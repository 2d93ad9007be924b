import { signal } from '@preact/signals'
import type { BrokerLayerMessage } from '../../protocol/broker/catalog.ts'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import type { BrokerApi } from '../broker/broker-api.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'
import { BrokerLink } from '../broker/broker-link.ts'
import { SessionLog } from '../session/session-log.ts'

/** The technician's sessions as the broker tells of them, live. */
export class SessionList implements Disposable {
  /** Undefined until the broker has listed them. */
  readonly rows = signal<readonly SessionView[] | undefined>(undefined)
  readonly link: BrokerLink
  readonly #api: BrokerApi
  readonly #clock: BrokerClock
  readonly #logs = new Map<string, SessionLog>()

  constructor(api: BrokerApi, clock: BrokerClock) {
    this.#api = api
    this.#clock = clock
    this.link = new BrokerLink(api, { purpose: 'sessions' }, (socket) => {
      socket.on('message', (message) => this.#take(message))
    })
  }

  /** The log of a session; what happened before is fetched when it is first asked for. */
  log(id: string): SessionLog {
    const known = this.#logs.get(id)
    if (known) return known
    const log = new SessionLog()
    this.#logs.set(id, log)
    void this.#fetchLog(id, log)
    return log
  }

  /** Shows a session before the socket tells of it. */
  put(session: SessionView): void {
    const others = (this.rows.peek() ?? []).filter(({ id }) => id !== session.id)
    this.rows.value = [...others, session]
  }

  [Symbol.dispose](): void {
    this.link[Symbol.dispose]()
  }

  #take(message: BrokerLayerMessage): void {
    switch (message.type) {
      case 'sessions-listed':
        this.rows.value = message.sessions
        // Lines that came while the connection was away.
        for (const [id, log] of this.#logs) void this.#fetchLog(id, log)
        break
      case 'session-changed':
        return this.put(message.session)
      case 'session-removed':
        this.rows.value = this.rows.peek()?.filter(({ id }) => id !== message.id)
        this.#logs.delete(message.id)
        break
      case 'session-logged':
        return this.#logs.get(message.id)?.add(message.line)
      case 'heartbeat-sent':
        this.#clock.heard(message.time)
    }
  }

  /** Without the older lines the log is shorter, and nothing else; the next reconnect asks again. */
  async #fetchLog(id: string, log: SessionLog): Promise<void> {
    const lines = await this.#api.sessionLog(id).catch(() => [])
    log.add(...lines)
  }
}
