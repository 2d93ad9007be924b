import { type Clock, realClock } from '../../src/base/clock.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { ConsoleKeyExchange } from '../../src/channel/sealing/console-key-exchange.ts'
import { Misses } from '../../src/channel/sealing/misses.ts'
import { BrokerClock } from '../../src/console/broker/broker-clock.ts'
import { BrokerLink } from '../../src/console/broker/broker-link.ts'
import { StreamPipe } from '../../src/console/broker/stream-pipe.ts'
import { WebCipher } from '../../src/console/session/web-cipher.ts'
import { onCustomersBack } from '../../src/console/session-list/customers-back.ts'
import { SessionList } from '../../src/console/session-list/session-list.ts'
import type { CloseCode } from '../../src/protocol/close-code.ts'
import { commonOrigin } from '../../src/protocol/origin.ts'
import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import { decodeUpdate, type ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { apiThrough } from './api-through.ts'
import type { ConsoleClient } from './console-client.ts'
import type { TestCustomer } from './test-customer.ts'
import { until } from './until.ts'

type MessageOf<T extends PeerMessage['type']> = Extract<PeerMessage, { type: T }>

interface Options {
  /** Where its requests and sockets go: a broker, or a proxy in front of it. */
  readonly through?: string
  /** How the applet knows the broker. */
  readonly origin?: string
  readonly clock?: Clock
}

/** An update without its pixels, and when it was here. */
type Painted = Pick<ScreenUpdate, 'seq' | 'keyframe' | 'capturedAt'> & { readonly at: number; readonly bytes: number }

/**
 * The technician's page on a bad line, without a page: the console's own link, pipe and channel, so it comes back by itself
 * as the console does. It keeps what it hears and acknowledges every update, unless told not to.
 */
export class TestLink implements Disposable {
  readonly link: BrokerLink
  readonly channel: SealedChannel
  readonly messages: PeerMessage[] = []
  readonly updates: Painted[] = []
  /** Each time that keys took effect. */
  readonly opened: { readonly verified: boolean; readonly resumed: boolean }[] = []
  acknowledges = true
  cuts = 0
  codesShown = 0
  closed: CloseCode | undefined
  readonly #parts = new DisposableStack()
  readonly #exchange: ConsoleKeyExchange
  #size = { width: 1, height: 1 }
  #updatesBeforeCut = 0

  constructor(technician: ConsoleClient, sessionId: string, options: Options = {}) {
    const { through = technician.url, origin = through, clock = realClock } = options
    const sid = Uint8Array.fromHex(sessionId)
    const party = { sid, origin: commonOrigin(origin), program: 'test', capabilities: ['encoding:jpeg', 'resume'] }
    this.#exchange = new ConsoleKeyExchange(party, new Misses())
    const createCipher = (key: Uint8Array<ArrayBuffer>) => new WebCipher(key)
    this.channel = new SealedChannel({ self: 'console', sid, exchange: this.#exchange, createCipher, clock })
    this.#listen()
    const api = apiThrough(through, technician)
    this.link = new BrokerLink(api, { purpose: 'screen', sessionId }, (socket) => {
      socket.on('message', (message) => {
        if (message.type === 'stream-opened') this.channel.attach(new StreamPipe(socket, message.stream))
      })
    })
    const list = this.#parts.use(new SessionList(api, this.#parts.use(new BrokerClock())))
    this.#parts.defer(onCustomersBack(list, (id) => this.#tryAgain(id === sessionId)))
  }

  /** Types in what the customer reads aloud. */
  async verify(customer: TestCustomer): Promise<void> {
    await until(() => this.codesShown > 0 && customer.code !== undefined, 'the question for the digits', 60_000)
    this.#exchange.enterCode(customer.code ?? '')
    await until(() => this.opened.at(-1)?.verified === true, 'the digits being right', 60_000)
  }

  send(message: PeerMessage): void {
    this.channel.send(message)
  }

  say(text: string): void {
    this.send({ type: 'chat-said', time: Date.now(), text })
  }

  /** Everything of one kind that arrived so far. */
  all<T extends PeerMessage['type']>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type)
  }

  get updatesSinceCut(): readonly Painted[] {
    return this.updates.slice(this.#updatesBeforeCut)
  }

  acknowledge(): void {
    const seq = this.updates.at(-1)?.seq
    if (seq !== undefined) this.send({ type: 'update-painted', seq })
  }

  [Symbol.dispose](): void {
    this.#parts.dispose()
    this.link[Symbol.dispose]()
  }

  /** As the workplace does. */
  #tryAgain(isOurs: boolean): void {
    if (isOurs && this.link.state.peek().name === 'lost') this.link.retryNow()
  }

  #listen(): void {
    const { channel } = this
    this.#exchange.on('codeShown', () => {
      this.codesShown += 1
    })
    channel.on('opened', (opened) => this.opened.push(opened))
    channel.on('cut', () => {
      this.cuts += 1
      this.#updatesBeforeCut = this.updates.length
    })
    channel.on('message', ({ message }) => this.#heard(message))
    channel.on('frame', (bytes) => this.#shown(bytes))
    channel.on('closed', ({ code }) => {
      this.closed = code
    })
  }

  #heard(message: PeerMessage): void {
    this.messages.push(message)
    if (message.type === 'screen-described') this.#size = message
  }

  #shown(bytes: Uint8Array): void {
    const { seq, keyframe, capturedAt } = decodeUpdate(bytes, this.#size)
    this.updates.push({ seq, keyframe, capturedAt, at: Date.now(), bytes: bytes.byteLength })
    if (this.acknowledges) this.acknowledge()
  }
}
