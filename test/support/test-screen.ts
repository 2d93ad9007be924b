import { WebSocket } from 'ws'
import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { realClock } from '../../src/base/clock.ts'
import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { ConsoleKeyExchange } from '../../src/channel/sealing/console-key-exchange.ts'
import { Misses } from '../../src/channel/sealing/misses.ts'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../src/protocol/close-code.ts'
import { commonOrigin } from '../../src/protocol/origin.ts'
import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import { decodeUpdate, type ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import type { ConsoleClient } from './console-client.ts'
import { until } from './until.ts'

type MessageOf<T extends PeerMessage['type']> = Extract<PeerMessage, { type: T }>

/** Whoever sees the digits. */
interface Customer {
  readonly code: string | undefined
}

/** A technician's page without a page: it keeps all it hears and acknowledges every update, unless told not to. */
export class TestScreen {
  readonly messages: PeerMessage[] = []
  readonly updates: ScreenUpdate[] = []
  readonly channel: SealedChannel
  readonly exchange: ConsoleKeyExchange
  /** Each time that keys took effect. */
  readonly opened: { readonly verified: boolean; readonly resumed: boolean }[] = []
  cuts = 0
  codeWanted = false
  triesLeft: number | undefined
  acknowledges = true
  closed: CloseCode | undefined
  #socket: WebSocket
  #size = { width: 1, height: 1 }

  private constructor(socket: WebSocket, channel: SealedChannel, exchange: ConsoleKeyExchange) {
    this.#socket = socket
    this.channel = channel
    this.exchange = exchange
    exchange.on('codeShown', () => {
      this.codeWanted = true
    })
    exchange.on('codeRefused', ({ triesLeft }) => {
      this.triesLeft = triesLeft
    })
    channel.on('opened', ({ verified, resumed }) => {
      this.opened.push({ verified, resumed })
    })
    channel.on('cut', () => {
      this.cuts += 1
    })
    channel.on('message', ({ message }) => this.#heard(message))
    channel.on('frame', (bytes) => this.#shown(decodeUpdate(bytes, this.#size)))
    channel.on('closed', ({ code }) => {
      this.closed = code
    })
  }

  /** Resolves when the stream is open; nothing is sealed yet. */
  static async open(technician: ConsoleClient, sessionId: string, origin?: string): Promise<TestScreen> {
    const client = await technician.screenSocket(sessionId)
    const { stream } = await client.hears('stream-opened')
    const sid = Uint8Array.fromHex(sessionId)
    const party = {
      sid,
      origin: commonOrigin(origin ?? technician.url),
      program: 'test',
      capabilities: ['encoding:jpeg'],
    }
    const exchange = new ConsoleKeyExchange(party, new Misses())
    const createCipher = (key: Uint8Array) => new NodeCipher(key)
    const channel = new SealedChannel({ self: 'console', sid, exchange, createCipher, clock: realClock })
    const screen = new TestScreen(client.socket, channel, exchange)
    channel.attach(new StreamOfSocket(client.socket, stream))
    return screen
  }

  /** A page whose technician knows what the customer reads aloud. */
  static async verified(technician: ConsoleClient, sessionId: string, customer: Customer): Promise<TestScreen> {
    const screen = await TestScreen.open(technician, sessionId)
    await screen.verify(customer)
    return screen
  }

  /** Types in what the customer reads aloud. */
  async verify(customer: Customer): Promise<void> {
    // A program of its own tells them another way than the question comes.
    await until(() => this.codeWanted && customer.code !== undefined, 'the question for the digits, and the digits')
    this.exchange.enterCode(customer.code ?? '')
    await until(() => this.opened.at(-1)?.verified === true || this.closed !== undefined, 'the digits being checked')
  }

  /** The same page on a new line, as after a cut. */
  async reconnect(technician: ConsoleClient, sessionId: string): Promise<void> {
    const client = await technician.screenSocket(sessionId)
    const { stream } = await client.hears('stream-opened')
    this.#socket = client.socket
    this.channel.attach(new StreamOfSocket(client.socket, stream))
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
    if (message.type === 'screen-described') this.#size = { width: message.width, height: message.height }
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
