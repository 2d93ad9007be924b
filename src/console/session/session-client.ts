import { computed, signal } from '@preact/signals'
import { every, realClock } from '../../base/clock.ts'
import type { Channel } from '../../channel/channel.ts'
import { RecordChannel } from '../../channel/record-channel.ts'
import type { AppletMessage, ConsoleMessage } from '../../protocol/peer/catalog.ts'
import type { Permission } from '../../protocol/permission.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { PROTOCOL_VERSION, speaks } from '../../protocol/version.ts'
import type { BrokerApi } from '../broker/broker-api.ts'
import { BrokerLink } from '../broker/broker-link.ts'
import type { BrokerSocket } from '../broker/broker-socket.ts'
import { StreamPipe } from '../broker/stream-pipe.ts'
import { InputSender } from '../input/input-sender.ts'
import { ENCODINGS } from '../screen/choose-decoder.ts'
import { activitySentence } from './activity-sentence.ts'
import { ConnectionMeter } from './connection-meter.ts'
import { Consent } from './consent.ts'
import { CustomerScreen } from './customer-screen.ts'
import type { SessionLog } from './session-log.ts'
import type { Conversation } from './situation.ts'

const LOOK_MS = 1000
const REFUSAL_SHOWN_MS = 5000
const PROGRAM = 'console'

type InputRefused = Extract<AppletMessage, { type: 'input-refused' }>

/** The conversation with one customer's applet, for as long as the session is started. */
export class SessionClient implements Disposable {
  readonly link: BrokerLink
  readonly consent = new Consent()
  readonly meter = new ConnectionMeter()
  readonly screen = new CustomerScreen((message) => this.#send(message), this.meter)
  readonly input = new InputSender(
    (message) => this.#send(message),
    () => this.consent.granted('control'),
  )
  /** The applet has said hello. */
  readonly present = signal(false)
  readonly refused = signal<InputRefused | undefined>(undefined)
  readonly conversation = computed<Conversation>(() => ({
    link: this.link.state.value,
    present: this.present.value,
    consent: this.consent.states.value,
    latest: this.consent.latest.value,
    picture: this.screen.shown.value !== undefined,
    screenLost: this.screen.lost.value,
  }))
  readonly #log: SessionLog
  readonly #ticking = every(realClock, LOOK_MS, () => this.#look())
  #channel: Channel | undefined
  #refusedAt = 0

  constructor(api: BrokerApi, sessionId: string, log: SessionLog) {
    this.#log = log
    this.link = new BrokerLink(api, { purpose: 'screen', sessionId }, (socket) => this.#follow(socket))
  }

  request(permission: Permission): void {
    if (!this.present.peek()) return
    this.consent.requested(permission)
    this.#send({ type: 'permission-requested', permission })
  }

  [Symbol.dispose](): void {
    this.#ticking[Symbol.dispose]()
    this.link[Symbol.dispose]()
  }

  #follow(socket: BrokerSocket): void {
    socket.on('bytes', (bytes) => this.meter.received(bytes.byteLength))
    socket.on('message', (message) => {
      if (message.type === 'stream-opened')
        this.#converse(new RecordChannel(new StreamPipe(socket, message.stream), 'console'))
    })
  }

  #converse(channel: Channel): void {
    this.#channel = channel
    channel.on('message', (message) => this.#take(message as AppletMessage))
    channel.on('frame', (bytes) => this.screen.update(bytes))
    channel.on('closed', () => this.#left(channel))
    channel.send({ type: 'hello-sent', version: PROTOCOL_VERSION, program: PROGRAM, encodings: [...ENCODINGS] })
  }

  /** The last picture stays, dimmed, until the applet is back and says what is still granted. */
  #left(channel: Channel): void {
    if (this.#channel !== channel) return
    this.#channel = undefined
    this.present.value = false
    this.consent.forget()
  }

  /** A ProtocolError thrown in here, or by a screen update, is what the channel ends with. */
  #take(message: AppletMessage): void {
    switch (message.type) {
      case 'hello-sent':
        if (!speaks(message.version)) throw new ProtocolError('version-unsupported')
        this.present.value = true
        break
      case 'permission-asked':
        return this.consent.asked(message.permission)
      case 'permission-answered':
        return this.consent.answered(message.permission, message.answer)
      case 'permissions-changed':
        this.consent.listed(message.granted)
        if (!this.consent.granted('view')) this.screen.clear()
        break
      case 'echo-returned':
        return this.meter.returned(message.id, performance.now())
      case 'activity-logged':
        return this.#logActivity(message)
      case 'input-refused':
        this.refused.value = message
        this.#refusedAt = performance.now()
        break
      default:
        this.screen.take(message)
    }
  }

  #logActivity(message: Extract<AppletMessage, { type: 'activity-logged' }>): void {
    const text = activitySentence(message)
    if (text !== undefined) this.#log.add({ time: message.time, text })
  }

  #look(): void {
    const now = performance.now()
    if (now - this.#refusedAt > REFUSAL_SHOWN_MS) this.refused.value = undefined
    const id = this.meter.look(now)
    if (this.present.peek()) this.#send({ type: 'echo-requested', id })
  }

  #send(message: ConsoleMessage): void {
    this.#channel?.send(message)
  }
}
