import type { BrokerLayerMessage } from '../../protocol/broker/catalog.ts'
import type { LiveStatus } from '../../protocol/broker/status.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { BrokerOptions } from '../options.ts'
import type { Admission, CustomerContact } from '../session/customer-contact.ts'
import { isEnded, type SessionRecord } from '../session/session-record.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import type { PeerSocket } from './peer-socket.ts'
import type { ScreenStreams } from './screen-streams.ts'

/** What every applet is told of its operator. */
type Told = Pick<BrokerOptions, 'company' | 'verification' | 'permissions' | 'asking'>

/** The sockets of registered applets, one a session: tells them what becomes of it, and the registry what becomes of them. */
export class ConnectedApplets {
  readonly #contact: CustomerContact
  readonly #streams: ScreenStreams
  readonly #told: Told
  readonly #sockets = new Map<string, PeerSocket>()

  constructor(registry: SessionRegistry, contact: CustomerContact, streams: ScreenStreams, told: Told) {
    this.#contact = contact
    this.#streams = streams
    const { company, verification, permissions, asking } = told
    this.#told = { company, verification, permissions: [...permissions], asking }
    registry.on('changed', ({ session, before }) => this.#tell(session, before))
  }

  get(sessionId: string): PeerSocket | undefined {
    return this.#sockets.get(sessionId)
  }

  attach({ session, resumeKey }: Admission, socket: PeerSocket): void {
    const { id } = session
    this.#sockets.set(id, socket)
    socket.on('message', (message) => void socket.guard(() => this.#heard(id, message)))
    socket.on('bytes', (bytes) => this.#streams.forwardFrom(socket, bytes))
    socket.on('closed', () => void socket.guard(() => this.#lost(id, socket)))
    const status = session.state.status as LiveStatus
    socket.send({ type: 'session-registered', sessionId: id, resumeKey, status, ...this.#told })
    // It may have been away when that was said, or never have heard it.
    sayStanding(session, socket)
    // It may have gone while its PIN was looked up.
    if (!socket.isOpen) void socket.guard(() => this.#lost(id, socket))
  }

  /** Lets go of an applet's socket because its applet has come in by another. */
  async replace(sessionId: string): Promise<void> {
    const older = this.#sockets.get(sessionId)
    if (!older) return
    await this.#lost(sessionId, older)
    older.close('replaced')
  }

  async #heard(id: string, message: BrokerLayerMessage): Promise<void> {
    await this.#contact.confirmKey(id)
    switch (message.type) {
      case 'heartbeat-sent':
        return
      case 'customer-left':
        return this.#contact.leave(id)
      case 'session-failed':
        return this.#contact.giveUp(id, message.reason)
      case 'session-idled':
        return this.#contact.idle(id)
      case 'stream-closed':
        return this.#streams.endFromApplet(id, message.stream, message.code)
      default:
        throw new ProtocolError('unexpected-message', message.type)
    }
  }

  async #lost(id: string, socket: PeerSocket): Promise<void> {
    if (this.#sockets.get(id) !== socket) return
    this.#sockets.delete(id)
    this.#streams.end(id, 'peer-left')
    await this.#contact.lose(id)
  }

  #tell(session: SessionRecord, before: SessionRecord | undefined): void {
    const { id, state } = session
    if (isEnded(state)) return this.#sayGoodbye(id, state)
    const socket = this.#sockets.get(id)
    if (!socket || state.status === before?.state.status) return
    sayStanding(session, socket)
    if (state.status === 'On Hold') this.#streams.end(id, 'on-hold')
  }

  #sayGoodbye(id: string, { by, reason }: Extract<SessionRecord['state'], { by: unknown }>): void {
    this.#streams.end(id, 'ended')
    const socket = this.#sockets.get(id)
    this.#sockets.delete(id)
    socket?.send({ type: 'session-ended', by, reason })
    socket?.close('ended')
  }
}

/** What the customer has to know of a session that is under way. */
function sayStanding({ state, technician: { name: technician } }: SessionRecord, socket: PeerSocket): void {
  if (state.status === 'Active') socket.send({ type: 'session-started', technician })
  if (state.status === 'On Hold') socket.send({ type: 'session-held', technician })
}
