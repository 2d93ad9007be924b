import { signal } from '@preact/signals'
import { Backoff, RECONNECT_MS } from '../../base/backoff.ts'
import { realClock } from '../../base/clock.ts'
import { SOCKET_PATHS } from '../../protocol/broker/http-api.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { type BrokerApi, RequestFailed, type TicketPurpose } from './broker-api.ts'
import { BrokerSocket } from './broker-socket.ts'

/** After these a new try would end the same way, or would take something from somebody. */
const FINAL: readonly (CloseCode | undefined)[] = [
  'ended',
  'replaced',
  'takeover-refused',
  'signed-out',
  'protocol-error',
  'tampered',
  'verification-failed',
  'origin-mismatch',
]

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
  /** For the first socket, if somebody asked for it already. */
  #ahead: Promise<string> | undefined
  readonly #backoff = new Backoff(realClock)
  readonly #disposed = new AbortController()
  #socket: BrokerSocket | undefined
  #retry: Disposable | undefined
  #connectMs: number = LIMITS.connectMs
  /** Counts up. What an older one brings comes too late. */
  #attempt = 0
  #attemptedAt = 0

  /** `opened` hears of every new socket before its first message; `ahead` is a ticket that was asked for before. */
  constructor(api: BrokerApi, purpose: TicketPurpose, opened: (socket: BrokerSocket) => void, ahead?: Promise<string>) {
    this.#api = api
    this.#purpose = purpose
    this.#opened = opened
    this.#ahead = ahead
    window.addEventListener('online', () => this.retryNow(), { signal: this.#disposed.signal })
    void this.#open()
  }

  /** Tries at once instead of when the wait is over, also when a try is under way that may hang. */
  retryNow(): void {
    const { name } = this.state.peek()
    if (name === 'open' || name === 'closed') return
    this.#retry?.[Symbol.dispose]()
    this.#backoff.reset()
    const hanging = this.#socket
    this.#socket = undefined
    hanging?.close()
    void this.#open()
  }

  /** While it is lost: tries no more until `retryNow`, or until this computer is back on the network. */
  rest(): void {
    this.#retry?.[Symbol.dispose]()
  }

  [Symbol.dispose](): void {
    this.#disposed.abort()
    this.#retry?.[Symbol.dispose]()
    this.#socket?.close()
  }

  async #open(): Promise<void> {
    this.#attempt += 1
    this.#attemptedAt = realClock.monotonic()
    const attempt = this.#attempt
    const isOurs = () => attempt === this.#attempt && !this.#disposed.signal.aborted
    try {
      const ticket = await this.#ticket()
      if (isOurs()) this.#use(new BrokerSocket(SOCKET_PATHS[this.#purpose.purpose], ticket, this.#connectMs))
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      if (!isOurs()) return
      if (error.status === 401) this.state.value = { name: 'closed', code: 'signed-out', detail: error.message }
      else this.#lost(realClock.monotonic() - this.#attemptedAt)
    }
  }

  /** One that was asked for ahead and not given is asked for again. */
  #ticket(): Promise<string> {
    const ahead = this.#ahead
    this.#ahead = undefined
    const anew = () => this.#api.ticket(this.#purpose)
    return ahead?.catch(anew) ?? anew()
  }

  #use(socket: BrokerSocket): void {
    this.#socket = socket
    socket.on('message', () => {
      this.#backoff.reset()
      this.#connectMs = RECONNECT_MS
      if (this.state.peek().name !== 'open') this.state.value = { name: 'open' }
    })
    socket.on('closed', ({ code, detail }) => {
      if (this.#socket !== socket) return
      const wasOpen = this.state.peek().name === 'open'
      this.#socket = undefined
      if (code && FINAL.includes(code)) this.state.value = { name: 'closed', code, detail }
      else this.#lost(wasOpen ? 0 : realClock.monotonic() - this.#attemptedAt)
    })
    this.#opened(socket)
  }

  #lost(spentMs: number): void {
    if (this.#disposed.signal.aborted) return
    // First: whoever hears that it is lost may let it rest.
    this.#retry = realClock.after(this.#backoff.next(spentMs), () => void this.#open())
    this.state.value = { name: 'lost' }
  }
}
