import { WebSocket } from 'ws'
import { RECONNECT_MS } from '../../src/base/backoff.ts'
import { BrokerApi, RequestFailed, type TicketPurpose } from '../../src/console/broker/broker-api.ts'
import { TICKET_PROTOCOL_PREFIX } from '../../src/protocol/broker/http-api.ts'
import type { ConsoleClient } from './console-client.ts'

interface Way {
  readonly url: string
  /** What a browser would say where its page is from. */
  readonly origin: string
}

/** Which way the socket goes that shows this ticket: a browser has one address, a test as many as it has lines. */
const ways = new Map<string, Way>()

class SocketByTicket extends WebSocket {
  constructor(url: URL, protocols: readonly string[]) {
    const ticket = protocols.find((each) => each.startsWith(TICKET_PROTOCOL_PREFIX)) ?? ''
    const { url: base, origin } = ways.get(ticket) as Way
    ways.delete(ticket)
    super(new URL(url.pathname, base.replace(/^http/, 'ws')), [...protocols], { origin })
    // A browser tells of what failed with the close alone.
    this.on('error', () => {})
  }
}

class ApiThrough extends BrokerApi {
  readonly #url: string
  readonly #technician: ConsoleClient

  constructor(url: string, technician: ConsoleClient) {
    super()
    this.#url = url
    this.#technician = technician
  }

  override async ticket(purpose: TicketPurpose): Promise<string> {
    const answer = await fetch(new URL('/api/tickets', this.#url), {
      method: 'POST',
      headers: { ...this.#technician.headers, 'content-type': 'application/json' },
      body: JSON.stringify(purpose),
      signal: AbortSignal.timeout(RECONNECT_MS),
    }).catch(() => undefined)
    const { ticket } = ((await answer?.json().catch(() => undefined)) ?? {}) as { ticket?: string }
    if (ticket === undefined) throw new RequestFailed(answer?.status ?? 0, 'no ticket')
    ways.set(TICKET_PROTOCOL_PREFIX + ticket, { url: this.#url, origin: this.#technician.url })
    return ticket
  }
}

/** What the console's own parts need of a browser, signed in as this technician, with this way to the broker. */
export function apiThrough(url: string, technician: ConsoleClient): BrokerApi {
  Object.assign(globalThis, {
    window: new EventTarget(),
    location: { href: 'http://page.invalid/' },
    WebSocket: SocketByTicket,
  })
  return new ApiThrough(url, technician)
}
