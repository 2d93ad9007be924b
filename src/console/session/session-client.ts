import { computed, signal } from '@preact/signals'
import { every, realClock } from '../../base/clock.ts'
import { SealedChannel } from '../../channel/sealed-channel.ts'
import { ConsoleKeyExchange } from '../../channel/sealing/console-key-exchange.ts'
import type { Misses } from '../../channel/sealing/misses.ts'
import { commonOrigin } from '../../protocol/origin.ts'
import { isBlock } from '../../protocol/peer/block-codec.ts'
import { type AppletMessage, type ConsoleMessage, isAboutFile } from '../../protocol/peer/catalog.ts'
import type { Permission } from '../../protocol/permission.ts'
import type { BrokerApi } from '../broker/broker-api.ts'
import { BrokerLink } from '../broker/broker-link.ts'
import type { BrokerSocket } from '../broker/broker-socket.ts'
import { StreamPipe } from '../broker/stream-pipe.ts'
import { CustomerClipboard } from '../clipboard/customer-clipboard.ts'
import { CustomerFiles } from '../files/customer-files.ts'
import { InputSender } from '../input/input-sender.ts'
import { ENCODINGS } from '../screen/choose-decoder.ts'
import { activitySentence } from './activity-sentence.ts'
import { Chat } from './chat.ts'
import { ChatAddress } from './chat-address.ts'
import { ConnectionMeter } from './connection-meter.ts'
import { Consent } from './consent.ts'
import { CustomerScreen } from './customer-screen.ts'
import { MonitorChoice } from './monitor-choice.ts'
import type { SessionLog } from './session-log.ts'
import type { Conversation } from './situation.ts'
import { Verification } from './verification.ts'
import { ViewAdjuster } from './view-adjuster.ts'
import type { ViewChoices } from './view-choices.ts'
import { WebCipher } from './web-cipher.ts'

const LOOK_MS = 1000
const REFUSAL_SHOWN_MS = 5000
const PROGRAM = 'console'
const CAPABILITIES = ['chat', 'resume', ...ENCODINGS.map((name) => `encoding:${name}`)]

type InputRefused = Extract<AppletMessage, { type: 'input-refused' }>

interface Session {
  readonly id: string
  /** It was going on before, without this conversation: what was said then is not known here. */
  readonly anew: boolean
  readonly log: SessionLog
  /** How often its digits were wrong; a page that starts anew does not forget it. */
  readonly misses: Misses
  readonly view: ViewChoices
  /** Opens its first socket, where it was asked for together with Start. */
  readonly ticket?: Promise<string> | undefined
}

/** The conversation with one customer's applet, for as long as the session is started. */
export class SessionClient implements Disposable {
  readonly link: BrokerLink
  readonly anew: boolean
  readonly consent = new Consent()
  readonly meter = new ConnectionMeter()
  readonly screen = new CustomerScreen((message) => this.#send(message), this.meter)
  readonly input = new InputSender(
    (message) => this.#send(message),
    () => this.consent.granted('control'),
  )
  readonly monitors = new MonitorChoice()
  readonly chat = new Chat((message) => this.#send(message))
  readonly address = new ChatAddress((message) => this.#send(message))
  readonly clipboard = new CustomerClipboard(
    (message) => this.#send(message),
    () => this.present.peek() && this.consent.granted('clipboard'),
  )
  readonly files = new CustomerFiles({
    consent: computed(() => this.consent.states.value['files.send']),
    ask: () => this.request('files.send'),
  })
  readonly verification = new Verification()
  /** There are keys and a line: what is sent arrives. */
  readonly present = signal(false)
  /** What is sent does not arrive as it should, or answers do not. */
  readonly late = computed(() => !this.present.value || this.meter.figures.value.silentSeconds !== undefined)
  readonly refused = signal<InputRefused | undefined>(undefined)
  readonly conversation = computed<Conversation>(() => ({
    link: this.link.state.value,
    present: this.present.value,
    verification: this.verification.state.value,
    consent: this.consent.states.value,
    latest: this.consent.latest.value,
    picture: this.screen.shown.value !== undefined,
    screenLost: this.screen.lost.value,
  }))
  readonly #sessionId: string
  readonly #log: SessionLog
  readonly #misses: Misses
  readonly #adjuster: ViewAdjuster
  readonly #ticking = every(realClock, LOOK_MS, () => this.#look())
  #exchange: ConsoleKeyExchange | undefined
  #channel: SealedChannel | undefined
  #refusedAt = 0

  constructor(api: BrokerApi, { id: sessionId, anew, log, misses, view, ticket }: Session) {
    this.#sessionId = sessionId
    this.anew = anew
    this.#log = log
    this.#misses = misses
    this.#adjuster = new ViewAdjuster({
      choices: view,
      monitors: this.monitors,
      allowed: computed(() => this.present.value && this.consent.states.value.view === 'granted'),
      send: (message) => this.#send(message),
    })
    this.link = new BrokerLink(api, { purpose: 'screen', sessionId }, (socket) => this.#follow(socket), ticket)
  }

  request(permission: Permission): void {
    if (!this.present.peek()) return
    this.consent.requested(permission)
    this.#send({ type: 'permission-requested', permission })
  }

  /** Which one, the customer chooses. */
  requestFile(): void {
    if (!this.present.peek()) return
    this.consent.requested('files.receive')
    this.#send({ type: 'file-requested' })
  }

  /** The customer is asked whether to open it. */
  openAddress(url: string): void {
    if (!this.present.peek() || this.address.isPending.peek()) return
    this.consent.requested('url')
    this.address.open(url)
  }

  /** The six digits that the customer read aloud. */
  enterCode(digits: string): void {
    if (this.#exchange?.enterCode(digits)) this.verification.checking()
  }

  /** Asks the customer's program to show the digits, in a session that began without. */
  requestCode(): void {
    this.#exchange?.requestCode()
  }

  [Symbol.dispose](): void {
    this.#ticking[Symbol.dispose]()
    this.#adjuster[Symbol.dispose]()
    this.files[Symbol.dispose]()
    this.link[Symbol.dispose]()
  }

  #follow(socket: BrokerSocket): void {
    socket.on('bytes', (bytes) => this.meter.received(bytes.byteLength))
    socket.on('message', (message) => {
      if (message.type !== 'stream-opened') return
      this.#channel ??= this.#newChannel()
      this.#channel.attach(new StreamPipe(socket, message.stream))
    })
  }

  #newChannel(): SealedChannel {
    const sid = Uint8Array.fromHex(this.#sessionId)
    const origin = commonOrigin(location.origin)
    const exchange = new ConsoleKeyExchange({ sid, origin, program: PROGRAM, capabilities: CAPABILITIES }, this.#misses)
    const createCipher = (key: Uint8Array<ArrayBuffer>) => new WebCipher(key)
    const channel = new SealedChannel({ self: 'console', sid, exchange, createCipher, clock: realClock })
    exchange.on('codeShown', ({ triesLeft, validMs }) => this.verification.codeShown(triesLeft, validMs))
    exchange.on('codeRefused', ({ triesLeft }) => this.verification.refused(triesLeft))
    channel.on('opened', ({ verified }) => {
      this.verification.opened(verified)
      this.meter.resumed()
      this.chat.deliveries.resumed()
      this.present.value = true
      this.files.opened(channel)
    })
    channel.on('message', ({ message }) => this.#take(message as AppletMessage))
    channel.on('frame', (bytes) => (isBlock(bytes) ? this.files.block(bytes) : this.screen.update(bytes)))
    channel.on('cut', () => this.#left())
    channel.on('closed', () => {
      this.#channel = undefined
      this.verification.opening()
      this.#left()
      this.consent.forget()
      this.files.closed()
      this.address.closed()
      this.chat.deliveries.abandon(this.chat.last)
    })
    this.#exchange = exchange
    return channel
  }

  /** The last picture stays, dimmed, until the applet is back and says what is still granted. */
  #left(): void {
    this.present.value = false
    this.verification.cut()
    this.consent.cut()
    this.files.cut()
  }

  /** A ProtocolError thrown in here, or by a screen update, is what the channel ends with. */
  #take(message: AppletMessage): void {
    if (isAboutFile(message)) return this.files.heard(message)
    switch (message.type) {
      case 'permission-asked':
        if (message.permission === 'url') this.address.asked()
        return this.consent.asked(message.permission)
      case 'permission-answered':
        if (message.permission === 'url') this.address.answered(message.answer)
        return this.consent.answered(message.permission, message.answer)
      case 'permissions-changed':
        this.consent.listed(message.granted)
        if (!this.consent.granted('view')) this.#clearScreen()
        if (!this.consent.granted('clipboard')) this.clipboard.forget()
        break
      case 'echo-returned':
        this.chat.deliveries.returned(message.id)
        return this.meter.returned(message.id, performance.now())
      case 'chat-said':
        return this.chat.heard(message)
      case 'clipboard-changed':
        return void this.clipboard.changed(message.text)
      case 'activity-logged':
        return this.#logActivity(message)
      case 'input-refused':
        this.refused.value = message
        this.#refusedAt = performance.now()
        break
      case 'screen-described':
        this.screen.take(message)
        return this.monitors.described(message)
      default:
        this.screen.take(message)
    }
  }

  #clearScreen(): void {
    this.screen.clear()
    this.monitors.clear()
  }

  #logActivity(message: Extract<AppletMessage, { type: 'activity-logged' }>): void {
    void this.#log.chain.heard(message)
    const text = activitySentence(message)
    if (text !== undefined) this.#log.add({ time: message.time, seq: message.seq, text })
  }

  #look(): void {
    const now = performance.now()
    if (now - this.#refusedAt > REFUSAL_SHOWN_MS) this.refused.value = undefined
    const id = this.meter.look(now)
    if (!this.present.peek()) return
    this.#send({ type: 'echo-requested', id })
    this.chat.deliveries.asked(id, this.chat.last)
  }

  #send(message: ConsoleMessage): void {
    this.#channel?.send(message)
  }
}
