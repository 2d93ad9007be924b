import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../protocol/broker/http-api.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { SocketKind } from '../metrics.ts'
import type { PublicAddress } from '../public-address.ts'
import type { AppletDoor } from './applet-door.ts'
import { limitBytes } from './byte-limit.ts'
import type { ConsoleDoor } from './console-door.ts'
import { PeerSocket } from './peer-socket.ts'
import { UnprovenSockets } from './unproven-sockets.ts'

/** Bytes of a WebSocket frame's own head, at most. */
const FRAME_HEAD_BYTES = 14
/** A peer that does not answer a close is cut off after this. */
const CLOSE_MS = 2000

// `closeTimeout` is younger than the types of ws.
const UPGRADER_OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  perMessageDeflate: false,
  maxPayload: LIMITS.socketMessageBytes,
  closeTimeout: CLOSE_MS,
  handleProtocols: (offered) => (offered.has(SOCKET_PROTOCOL) ? SOCKET_PROTOCOL : false),
}

interface Parts {
  readonly appletDoor: AppletDoor
  readonly consoleDoor: ConsoleDoor
  readonly address: PublicAddress
  readonly clock: Clock
  readonly logger: Logger
  readonly counts: { socketOpened(kind: SocketKind): void; socketClosed(kind: SocketKind): void }
  addressOf(request: IncomingMessage): string
}

/** Turns HTTP upgrades into sockets and leads each to its door. Everything about who they are is the doors' affair. */
export class Gateway {
  readonly #parts: Parts
  readonly #unproven = new UnprovenSockets()
  readonly #open = new Set<PeerSocket>()
  readonly #upgrader = new WebSocketServer(UPGRADER_OPTIONS)
  #stopping = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  listen(server: Server): void {
    server.on('upgrade', (request, connection, head) => {
      // A peer that resets before the handshake is done is no event.
      connection.on('error', () => connection.destroy())
      this.#upgrade(request, connection, head)
    })
  }

  /** Tells all peers and waits until they are gone. */
  async stop(): Promise<void> {
    this.#stopping = true
    const sockets = [...this.#upgrader.clients]
    for (const socket of this.#open) socket.close('shutting-down')
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  }

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const kind = kindOf(request)
    if (!kind) return refuse(connection, 404)
    if (this.#stopping) return refuse(connection, 503)
    if (!this.#mayComeFrom(request, kind)) return refuse(connection, 403)
    const address = this.#parts.addressOf(request)
    const place = this.#unproven.enter(address)
    if (!place) return refuse(connection, 429)
    connection.once('close', () => place[Symbol.dispose]())
    this.#upgrader.handleUpgrade(request, connection, head, (socket) => {
      const peer = this.#peerOf(socket, kind)
      if (kind === 'applet') return this.#receiveApplet(peer, connection, address, place)
      this.#parts.consoleDoor.receive(peer, kind, offeredProtocols(request))
      if (peer.isOpen) place[Symbol.dispose]()
    })
  }

  #receiveApplet(peer: PeerSocket, connection: Duplex, address: string, place: Disposable): void {
    const limit = limitBytes(connection, LIMITS.firstMessageBytes + FRAME_HEAD_BYTES, () =>
      peer.close('message-too-large'),
    )
    this.#parts.appletDoor.receive(peer, address, () => {
      limit[Symbol.dispose]()
      place[Symbol.dispose]()
    })
  }

  #peerOf(socket: WebSocket, kind: SocketKind): PeerSocket {
    const { clock, logger, counts } = this.#parts
    const peer = new PeerSocket(socket, kind === 'applet' ? 'applet' : 'console', clock, logger)
    this.#open.add(peer)
    counts.socketOpened(kind)
    peer.on('closed', () => {
      this.#open.delete(peer)
      counts.socketClosed(kind)
    })
    return peer
  }

  /** Pages always say where they come from, programs never do: an applet with an Origin is a page in disguise. */
  #mayComeFrom({ headers: { origin } }: IncomingMessage, kind: SocketKind): boolean {
    return kind === 'applet' ? origin === undefined : this.#parts.address.isOwn(origin)
  }
}

function kindOf({ url }: IncomingMessage): SocketKind | undefined {
  const path = url?.split('?')[0]
  return (Object.keys(SOCKET_PATHS) as SocketKind[]).find((kind) => SOCKET_PATHS[kind] === path)
}

function offeredProtocols({ headers }: IncomingMessage): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
}

/** The server has let go of this connection: nobody else closes it when the peer does not. */
function refuse(connection: Duplex, status: 403 | 404 | 429 | 503): void {
  connection.once('finish', () => connection.destroy())
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
