import { computed, effect, signal } from '@preact/signals'
import type { SessionView } from '../protocol/broker/session-view.ts'
import type { Status } from '../protocol/broker/status.ts'
import type { Permission } from '../protocol/permission.ts'
import { remembered, rememberedNumber } from '../ui/remembered.ts'
import { type BrokerApi, RequestFailed, type SessionChange } from './broker/broker-api.ts'
import { BrokerClock } from './broker/broker-clock.ts'
import type { Zoom } from './screen/viewport.ts'
import { KeptMisses } from './session/kept-misses.ts'
import { SessionClient } from './session/session-client.ts'
import { SessionClients } from './session/session-clients.ts'
import { ViewChoices } from './session/view-choices.ts'
import { onCustomersBack } from './session-list/customers-back.ts'
import { restOnHold } from './session-list/rest-on-hold.ts'
import { SessionList } from './session-list/session-list.ts'
import { inOrder, matches } from './session-list/session-order.ts'

/** The statuses in which an applet can be talked to, now or when it is back. */
const STARTED: readonly Status[] = ['Active', 'On Hold', 'Reconnecting', 'Offline']

export type Panel = 'shown' | 'hidden'
export type Switch = 'on' | 'off'

/** Pixels: from a word on a line to half of a small window. */
export const LOG_WIDTH = { least: 160, first: 288, most: 560 }

const ADDRESS = /^#session=([0-9a-f]{32})$/

/** Everything in front of a technician who is signed in. */
export class Workplace implements Disposable {
  readonly clock = new BrokerClock()
  readonly list: SessionList
  readonly search = signal('')
  readonly creating = signal(false)
  readonly helping = signal(false)
  readonly zoom = remembered<Zoom>('zoom', ['fit', 'actual'])
  readonly view = new ViewChoices()
  readonly listPanel = remembered<Panel>('list-panel', ['shown', 'hidden'])
  readonly logPanel = remembered<Panel>('log-panel', ['shown', 'hidden'])
  readonly logWidth = rememberedNumber('log-width', LOG_WIDTH)
  /** Single keys get in the way of whoever speaks to the computer or hits keys by accident. */
  /** Command and Ctrl change places between a Mac and another system. */
  readonly commandSwap = remembered<Switch>('command-swap', ['on', 'off'])
  readonly singleKeys = remembered<Switch>('single-key-shortcuts', ['on', 'off'])
  /** What the last request to the broker failed of. */
  readonly trouble = signal<string | undefined>(undefined)
  /** The session in view; it stands in the address, so that a reload comes back to it. */
  readonly selectedId = signal(ADDRESS.exec(location.hash)?.[1])
  readonly ordered = computed(() => inOrder(this.list.rows.value ?? []))
  readonly found = computed(() => this.ordered.value.filter((session) => matches(session, this.search.value)))
  readonly waiting = computed(() => this.ordered.value.filter(({ status }) => status === 'Waiting').length)
  readonly selected = computed(() => this.list.rows.value?.find(({ id }) => id === this.selectedId.value))
  readonly clients: SessionClients
  /** What a customer may be asked for, as far as the operator lets technicians ask. */
  readonly offered: readonly Permission[]
  readonly #api: BrokerApi
  /** Of every session that was opened on this page. */
  readonly #misses = new Map<string, KeptMisses>()
  /** Start was pressed on this page, and the conversation has not begun yet: the ticket for it, which is on its way. */
  readonly #starting = new Map<string, Promise<string>>()
  readonly #stops: readonly (() => void)[]

  constructor(api: BrokerApi, offered: readonly Permission[]) {
    this.#api = api
    this.offered = offered
    this.list = new SessionList(api, this.clock)
    this.clients = new SessionClients((id) => this.#converse(id))
    this.#stops = [
      effect(() => this.#keepClients()),
      effect(() => this.#keepAddress()),
      onCustomersBack(this.list, (id) => this.#tryAgain(id)),
      restOnHold(this.list, this.clients.all),
    ]
  }

  select(id: string | undefined): void {
    this.selectedId.value = id
  }

  /** Selects the neighbour in the list as it is shown. */
  selectNext(step: 1 | -1): void {
    const rows = this.found.value
    const at = rows.findIndex(({ id }) => id === this.selectedId.value)
    const next = at < 0 ? rows.at(step > 0 ? 0 : -1) : rows[at + step]
    if (next) this.select(next.id)
  }

  async create(name: string): Promise<SessionView> {
    const session = await this.#api.createSession(name)
    this.list.put(session)
    return session
  }

  async change(id: string, change: SessionChange): Promise<void> {
    this.trouble.value = undefined
    // The list may tell that it is started before the answer to the request is here.
    if (change === 'start' && !this.clients.all.peek().has(id)) this.#starting.set(id, this.#ticketFor(id))
    try {
      await this.#api.changeSession(id, change)
      if (change === 'start') this.select(id)
      if (change === 'remove') this.clients.forget(id)
      if (change === 'remove' && id === this.selectedId.peek()) this.select(undefined)
    } catch (error) {
      this.#starting.delete(id)
      if (!(error instanceof RequestFailed)) throw error
      this.trouble.value = error.message
    }
  }

  /** No more digits can be tried in this session. */
  hasMissed(id: string): boolean {
    return this.#missesOf(id).triesLeft === 0
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop()
    this.clients[Symbol.dispose]()
    this.list[Symbol.dispose]()
    this.clock[Symbol.dispose]()
  }

  /** What is only beginning is not begun a second time. */
  #tryAgain(id: string): void {
    const link = this.clients.all.peek().get(id)?.link
    if (link?.state.peek().name === 'lost') link.retryNow()
  }

  #converse(id: string): SessionClient {
    const ticket = this.#starting.get(id)
    this.#starting.delete(id)
    return new SessionClient(this.#api, {
      id,
      ticket,
      anew: ticket === undefined,
      log: this.list.log(id),
      misses: this.#missesOf(id),
      view: this.view,
    })
  }

  /** Asked for while Start is on its way: it opens nothing before the session is started. */
  #ticketFor(sessionId: string): Promise<string> {
    const ticket = this.#api.ticket({ purpose: 'screen', sessionId })
    // Whoever uses it asks again.
    ticket.catch(() => {})
    return ticket
  }

  #missesOf(id: string): KeptMisses {
    const misses = this.#misses.get(id) ?? new KeptMisses(id)
    this.#misses.set(id, misses)
    return misses
  }

  #keepClients(): void {
    const started = (this.list.rows.value ?? []).filter(({ status }) => STARTED.includes(status))
    this.clients.keep(new Set(started.map(({ id }) => id)), this.selectedId.value)
  }

  #keepAddress(): void {
    const id = this.selectedId.value
    history.replaceState(null, '', id ? `#session=${id}` : location.pathname)
  }
}
