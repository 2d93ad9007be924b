import { type Clock, every } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import { TICKET_PROTOCOL_PREFIX } from '../../protocol/broker/http-api.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { WebSessions } from '../account/web-sessions.ts'
import { isEnded } from '../session/session-record.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import type { ConnectedApplets } from './connected-applets.ts'
import type { PeerSocket } from './peer-socket.ts'
import type { ScreenStreams } from './screen-streams.ts'
import { showSessions } from './session-lists.ts'
import type { TicketHolder, Tickets } from './tickets.ts'

/** How soon a socket ends after its web session did, also when another process or the clock ended it. */
const WATCH_MS = 1000

interface Parts {
  readonly tickets: Tickets
  readonly webSessions: WebSessions
  readonly registry: SessionRegistry
  readonly applets: ConnectedApplets
  readonly streams: ScreenStreams
  readonly clock: Clock
  readonly logger: Logger
}

/** Where a console's socket shows its ticket. It lives no longer than the web session that got the ticket. */
export class ConsoleDoor {
  readonly #parts: Parts
  readonly #sockets = new Map<PeerSocket, TicketHolder>()
  readonly #watch: Disposable

  constructor(parts: Parts) {
    this.#parts = parts
    parts.webSessions.onEnded((webSession) => this.#signOut(webSession))
    this.#watch = every(parts.clock, WATCH_MS, () => {
      this.#noteWork()
      this.#endOverdueWebSessions().catch((error) => parts.logger.error('watching failed', { reason: String(error) }))
    })
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]()
  }

  receive(socket: PeerSocket, purpose: TicketHolder['purpose'], offeredProtocols: readonly string[]): void {
    const holder = this.#parts.tickets.redeem(ticketAmong(offeredProtocols))
    if (holder?.purpose !== purpose) return socket.close('ticket-refused')
    this.#sockets.set(socket, holder)
    socket.on('closed', () => void this.#sockets.delete(socket))
    socket.on('message', ({ type }) => {
      if (type !== 'heartbeat-sent') throw new ProtocolError('unexpected-message', type)
    })
    socket.keepAlive()
    if (holder.purpose === 'screen') this.#openScreen(socket, holder)
    else this.#openList(socket, holder)
  }

  #openList(socket: PeerSocket, { technician }: TicketHolder): void {
    socket.on('bytes', () => {
      throw new ProtocolError('unexpected-message', '', 'peer bytes')
    })
    showSessions(this.#parts.registry, technician.id, socket)
  }

  #openScreen(socket: PeerSocket, { technician, sessionId }: Extract<TicketHolder, { purpose: 'screen' }>): void {
    const session = this.#parts.registry.get(sessionId)
    if (session?.technician.id !== technician.id) return socket.close('ticket-refused')
    if (isEnded(session.state)) return socket.close('ended')
    if (session.state.status === 'On Hold') return socket.close('on-hold')
    const applet = this.#parts.applets.get(sessionId)
    if (session.state.status !== 'Active' || !applet) return socket.close('peer-left')
    this.#parts.streams.open(session, applet, socket)
  }

  #signOut(webSession: string): void {
    for (const [socket, holder] of this.#sockets) {
      if (holder.webSession === webSession) socket.close('signed-out')
    }
  }

  #noteWork(): void {
    for (const holder of this.#sockets.values()) {
      if (holder.purpose === 'screen') this.#parts.registry.noteUse(holder.sessionId)
    }
  }

  async #endOverdueWebSessions(): Promise<void> {
    for (const webSession of new Set([...this.#sockets.values()].map((holder) => holder.webSession))) {
      await this.#parts.webSessions.endIfOver(webSession, { used: this.#hasScreen(webSession) })
    }
  }

  /** Somebody who looks at a customer's screen is at work; a list that is merely open proves nothing. */
  #hasScreen(webSession: string): boolean {
    return [...this.#sockets.values()].some((other) => other.webSession === webSession && other.purpose === 'screen')
  }
}

function ticketAmong(protocols: readonly string[]): string {
  const offered = protocols.find((protocol) => protocol.startsWith(TICKET_PROTOCOL_PREFIX))
  return offered?.slice(TICKET_PROTOCOL_PREFIX.length) ?? ''
}
