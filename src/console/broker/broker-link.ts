import { signal } from '@preact/signals'
import { Backoff } from '../../base/backoff.ts'
import { realClock } from '../../base/clock.ts'
import { SOCKET_PATHS } from '../../protocol/broker/http-api.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { type BrokerApi, RequestFailed, type TicketPurpose } from './broker-api.ts'
import { BrokerSocket } from './broker-socket.ts'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

/** After these a new try would end the same way, or would take something from somebody. */
const FINAL: readonly (CloseCode | undefined)[] = ['ended', 'replaced', 'signed-out', 'protocol-error']

export type LinkState =
  | { readonly name: 'opening' }
  | { readonly name: 'open' }
  | { readonly name: 'lost' }
  | { readonly name: 'closed'; readonly code: CloseCode; readonly detail: string }

/** Keeps one socket to the broker open: after a cut it fetches a new ticket and tries again, ever more slowly. */
export class BrokerLink implements Disposable {
  readonly state = signal<LinkState>({ name: 'opening' })
  readonly #api: BrokerApi
  readonly #purpose: TicketPurpose
  readonly #opened: (socket: BrokerSocket) => void
  readonly #backoff = new Backoff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
  #socket: BrokerSocket | undefined
  #retry: Disposable | undefined
  #wanted = true

  /** `opened` hears of every new socket before its first message. */
  constructor(api: BrokerApi, purpose: TicketPurpose, opened: (socket: BrokerSocket) => void) {
    this.#api = api
    this.#purpose = purpose
    this.#opened = opened
    void this.#open()
  }

  /** Tries at once instead of when the wait is over. */
  retryNow(): void {
    if (this.#socket) return
    this.#retry?.[Symbol.dispose]()
    this.#backoff.reset()
    void this.#open()
  }

  [Symbol.dispose](): void {
    this.#wanted = false
    this.#retry?.[Symbol.dispose]()
    this.#socket?.close()
  }

  async #open(): Promise<void> {
    try {
      const ticket = await this.#api.ticket(this.#purpose)
      if (this.#wanted && !this.#socket) this.#use(new BrokerSocket(SOCKET_PATHS[this.#purpose.purpose], ticket))
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      if (error.status === 401) this.state.value = { name: 'closed', code: 'signed-out', detail: error.message }
      else this.#lost()
    }
  }

  #use(socket: BrokerSocket): void {
    this.#socket = socket
    socket.on('message', () => {
      this.#backoff.reset()
      if (this.state.peek().name !== 'open') this.state.value = { name: 'open' }
    })
    socket.on('closed', ({ code, detail }) => {
      this.#socket = undefined
      if (code && FINAL.includes(code)) this.state.value = { name: 'closed', code, detail }
      else this.#lost()
    })
    this.#opened(socket)
  }

  #lost(): void {
    if (!this.#wanted) return
    this.state.value = { name: 'lost' }
    this.#retry = realClock.after(this.#backoff.next(), () => void this.#open())
  }
}
