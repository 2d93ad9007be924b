import { WebSocket } from 'ws'
import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import type { Channel } from '../../src/channel/channel.ts'
import { RecordChannel } from '../../src/channel/record-channel.ts'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../src/protocol/close-code.ts'
import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import { decodeUpdate, type ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import type { ConsoleClient } from './console-client.ts'
import { until } from './until.ts'

type MessageOf<T extends PeerMessage['type']> = Extract<PeerMessage, { type: T }>

/** A technician's page without a page: it keeps all it hears and acknowledges every update, unless told not to. */
export class TestScreen {
  readonly messages: PeerMessage[] = []
  readonly updates: ScreenUpdate[] = []
  readonly channel: Channel
  acknowledges = true
  closed: CloseCode | undefined
  readonly #socket: WebSocket
  #size = { width: 1, height: 1 }

  private constructor(socket: WebSocket, channel: Channel) {
    this.#socket = socket
    this.channel = channel
    channel.on('message', (message) => this.#heard(message))
    channel.on('frame', (bytes) => this.#shown(decodeUpdate(bytes, this.#size)))
    channel.on('closed', ({ code }) => {
      this.closed = code
    })
  }

  /** Resolves when the stream is open and the hello is sent. */
  static async open(technician: ConsoleClient, sessionId: string, version = PROTOCOL_VERSION): Promise<TestScreen> {
    const client = await technician.screenSocket(sessionId)
    const { stream } = await client.hears('stream-opened')
    const pipe = new StreamOfSocket(client.socket, stream)
    const screen = new TestScreen(client.socket, new RecordChannel(pipe, 'console'))
    screen.send({ type: 'hello-sent', version, program: 'test', encodings: ['jpeg'] })
    return screen
  }

  send(message: PeerMessage): void {
    this.channel.send(message)
  }

  /** Everything of one kind that arrived so far. */
  all<T extends PeerMessage['type']>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type)
  }

  /** The next one of this kind, counted from now. */
  async next<T extends PeerMessage['type']>(type: T): Promise<MessageOf<T>> {
    const before = this.all(type).length
    await until(() => this.all(type).length > before, type)
    return this.all(type)[before] as MessageOf<T>
  }

  /** As when the power goes: no word to anybody. */
  kill(): void {
    this.#socket.terminate()
  }

  #heard(message: PeerMessage): void {
    this.messages.push(message)
    if (message.type === 'screen-described') this.#size = message
  }

  #shown(update: ScreenUpdate): void {
    this.updates.push(update)
    if (this.acknowledges) this.send({ type: 'update-painted', seq: update.seq })
  }
}

class StreamOfSocket implements BytePipe {
  readonly headBytes = ENVELOPE_BYTES
  receiver: BytePipeReceiver | undefined
  readonly #socket: WebSocket
  readonly #stream: number

  constructor(socket: WebSocket, stream: number) {
    this.#socket = socket
    this.#stream = stream
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary && readEnvelope(data) === stream) this.receiver?.received(data.subarray(ENVELOPE_BYTES))
    })
    socket.on('close', (code, reason) => this.receiver?.closed(closeCodeName(code) ?? 'peer-left', reason.toString()))
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    writeEnvelope(message, this.#stream)
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message)
  }

  close(code: CloseCode, detail: string): void {
    this.#socket.close(CLOSE_CODES[code], detail)
  }
}
