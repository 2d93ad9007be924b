import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import type { BrokerLayerMessage } from '../../src/protocol/broker/catalog.ts'
import { SOCKET_PROTOCOL } from '../../src/protocol/broker/http-api.ts'
import { closeCodeName } from '../../src/protocol/close-code.ts'
import { until } from './until.ts'

type MessageOf<T extends BrokerLayerMessage['type']> = Extract<BrokerLayerMessage, { type: T }>

/** A WebSocket that says what a test tells it to, right or wrong, and keeps all it hears. It answers heartbeats. */
export class WireClient {
  readonly socket: WebSocket
  readonly messages: BrokerLayerMessage[] = []
  readonly binaries: Buffer[] = []
  closedWith: { code: number; name: string | undefined; reason: string } | undefined

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data, isBinary) => this.#heard(data as Buffer, isBinary))
    socket.on('close', (code, reason) => {
      this.closedWith = { code, name: closeCodeName(code), reason: reason.toString() }
    })
    socket.on('error', () => {})
  }

  /** Rejects when the upgrade is refused; the error names the HTTP status. */
  static async open(url: string, protocols: string[] = [SOCKET_PROTOCOL], options: ClientOptions = {}) {
    const client = new WireClient(new WebSocket(url.replace(/^http/, 'ws'), protocols, options))
    await once(client.socket, 'open')
    return client
  }

  say(message: BrokerLayerMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  /** The first message of this type; later ones only after `forget`. */
  async hears<T extends BrokerLayerMessage['type']>(type: T): Promise<MessageOf<T>> {
    const find = () => this.messages.find((message): message is MessageOf<T> => message.type === type)
    await until(() => find() !== undefined, `hearing ${type}`)
    return find() as MessageOf<T>
  }

  forget(): void {
    this.messages.length = 0
  }

  async closes() {
    await until(() => this.closedWith !== undefined, 'the end of the socket')
    return this.closedWith
  }

  close(): Promise<unknown> {
    this.socket.close()
    return this.closes()
  }

  #heard(data: Buffer, isBinary: boolean): void {
    if (isBinary) return void this.binaries.push(data)
    const message = JSON.parse(data.toString()) as BrokerLayerMessage
    if (message.type === 'heartbeat-sent') this.say(message)
    else this.messages.push(message)
  }
}
