import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import { RecordChannel } from '../../src/channel/record-channel.ts'
import { ENVELOPE_BYTES, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import type { SessionView } from '../../src/protocol/broker/session-view.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../src/protocol/close-code.ts'
import type { AppletMessage, ConsoleMessage } from '../../src/protocol/peer/catalog.ts'
import { decodeUpdate, type ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { ConsoleClient } from './console-client.ts'
import { until } from './until.ts'
import type { WireClient } from './wire-client.ts'

type MessageOf<T extends AppletMessage['type']> = Extract<AppletMessage, { type: T }>

/** A technician that a test speaks for: the console without its pages. */
export class TestTechnician {
  readonly #client: ConsoleClient

  private constructor(client: ConsoleClient) {
    this.#client = client
  }

  /** With a one-time sign-in link. */
  static async signIn(link: string): Promise<TestTechnician> {
    return new TestTechnician(await ConsoleClient.signInByLink(link))
  }

  createSession(name: string): Promise<SessionView & { pin: string }> {
    return this.#client.newSession(name)
  }

  async start(id: string): Promise<void> {
    await this.#client.post(`/api/sessions/${id}/start`)
  }

  async end(id: string): Promise<void> {
    await this.#client.post(`/api/sessions/${id}/end`)
  }

  async session(id: string): Promise<SessionView> {
    const session = (await this.#client.sessions()).find((each) => each.id === id)
    if (!session) throw new Error(`no session ${id}`)
    return session
  }

  async untilStatus(id: string, status: string): Promise<void> {
    await until(async () => (await this.session(id)).status === status, `status ${status}`)
  }

  async openScreen(sessionId: string): Promise<TestScreen> {
    const socket = await this.#client.screenSocket(sessionId)
    const { stream } = await socket.hears('stream-opened')
    return new TestScreen(socket, stream)
  }
}

/** A technician's view of one screen: keeps what it hears, and acknowledges updates unless told not to. */
export class TestScreen {
  readonly messages: AppletMessage[] = []
  readonly updates: ScreenUpdate[] = []
  readonly channel: RecordChannel
  acknowledges = true
  closed: CloseCode | undefined
  readonly #socket: WireClient

  constructor(socket: WireClient, stream: number) {
    this.#socket = socket
    this.channel = new RecordChannel(new WirePipe(socket, stream), 'console')
    this.channel.on('message', (message) => this.messages.push(message as AppletMessage))
    this.channel.on('frame', (bytes) => this.#painted(bytes))
    this.channel.on('closed', ({ code }) => {
      this.closed = code
    })
    this.send({ type: 'hello-sent', version: PROTOCOL_VERSION, program: 'test console', encodings: ['jpeg'] })
  }

  send(message: ConsoleMessage): void {
    this.channel.send(message)
  }

  all<T extends AppletMessage['type']>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type)
  }

  /** The next message of this type that comes after this call. */
  async next<T extends AppletMessage['type']>(type: T): Promise<MessageOf<T>> {
    const known = this.all(type).length
    await until(() => this.all(type).length > known, `hearing ${type}`)
    return this.all(type)[known] as MessageOf<T>
  }

  /** As when the browser crashes: no goodbye. */
  kill(): void {
    this.#socket.socket.terminate()
  }

  #painted(bytes: Uint8Array): void {
    const screen = this.all('screen-described').at(-1)
    if (!screen) throw new Error('an update before the screen was described')
    const update = decodeUpdate(bytes, screen)
    this.updates.push(update)
    if (this.acknowledges) this.send({ type: 'update-painted', seq: update.seq })
  }
}

/** One stream of a raw socket. */
class WirePipe implements BytePipe {
  readonly headBytes = ENVELOPE_BYTES
  receiver: BytePipeReceiver | undefined
  readonly #wire: WireClient
  readonly #stream: number

  constructor(wire: WireClient, stream: number) {
    this.#wire = wire
    this.#stream = stream
    wire.socket.on('message', (data, isBinary) => {
      if (isBinary) this.receiver?.received((data as Buffer).subarray(ENVELOPE_BYTES))
    })
    wire.socket.on('close', (code, reason) => {
      this.receiver?.closed(closeCodeName(code) ?? 'peer-left', reason.toString())
    })
  }

  get bufferedBytes(): number {
    return this.#wire.socket.bufferedAmount
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    writeEnvelope(message, this.#stream)
    this.#wire.socket.send(message)
  }

  close(code: CloseCode, detail: string): void {
    this.#wire.socket.close(CLOSE_CODES[code], detail.slice(0, 100))
  }
}
