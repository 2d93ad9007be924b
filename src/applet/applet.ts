import { type Clock, realClock } from '../base/clock.ts'
import type { CreateLogger } from '../base/logger.ts'
import { SpokenCode } from '../channel/sealing/spoken-code.ts'
import type { Failure } from '../protocol/broker/status.ts'
import type { CloseCode } from '../protocol/close-code.ts'
import { LIMITS } from '../protocol/limits.ts'
import { PERMISSIONS, type Permission } from '../protocol/permission.ts'
import type { VerificationPolicy } from '../protocol/verification.ts'
import { Chat } from './chat/chat.ts'
import type { Clipboard } from './clipboard/clipboard.ts'
import type { EventStream } from './event-stream.ts'
import { CustomerFirst } from './input/customer-first.ts'
import type { InputSink } from './input/input-sink.ts'
import { type Candidate, openFirst } from './open-first.ts'
import { Consent } from './permission/consent.ts'
import { PermissionGate } from './permission/permission-gate.ts'
import type { ScreenFeed } from './screen/screen-feed.ts'
import { ScreenShare } from './screen/screen-share.ts'
import { CaptureFailed } from './screen/screen-source.ts'
import { BrokerLink } from './session/broker-link.ts'
import { ENDINGS } from './session/endings.ts'
import type { SessionLog } from './session/session-log.ts'
import { SessionProgress } from './session/session-progress.ts'
import type { Ending } from './session/session-state.ts'
import { TechnicianPages } from './session/technician-pages.ts'
import { Telemetry } from './telemetry.ts'
import type { CustomerUi } from './ui/customer-ui.ts'

export interface AppletParts {
  readonly pin: string
  readonly broker: URL
  /** Certificates in PEM, the only ones to believe; undefined: those that Node ships. */
  readonly authorities?: readonly string[] | undefined
  /** What the customer's program insists on; its broker may insist on more. */
  readonly verification?: VerificationPolicy
  readonly program: string
  readonly platform: string
  readonly ui: CustomerUi
  readonly sessionLog: SessionLog
  readonly events: EventStream
  readonly createLogger: CreateLogger
  readonly clock?: Clock
  /** Whether a technician's input rests while the customer uses mouse or keyboard; yes unless told otherwise. */
  readonly localInputWins?: boolean
  /** Milliseconds until an unanswered prompt means No. */
  readonly promptMs?: number
  /** Closed by whoever opened it. */
  readonly feed: ScreenFeed
  readonly inputs: readonly Candidate<InputSink>[]
  readonly clipboards: () => Candidate<Clipboard>[]
}

/** The customer's side of one session, from the PIN to the end. */
export class Applet {
  readonly #parts: AppletParts
  readonly #clock: Clock
  readonly #gate = new PermissionGate()
  readonly #consent: Consent
  readonly #link: BrokerLink
  readonly #telemetry: Telemetry
  readonly #progress: SessionProgress
  readonly #code: SpokenCode
  readonly #chat: Chat

  constructor(parts: AppletParts) {
    const { pin, broker, authorities, program, platform, ui, sessionLog: log, events, createLogger } = parts
    this.#parts = parts
    this.#clock = parts.clock ?? realClock
    const promptMs = parts.promptMs ?? LIMITS.promptMs
    this.#consent = new Consent({ gate: this.#gate, ui, log, events, clock: this.#clock, promptMs })
    this.#telemetry = new Telemetry(this.#clock, events)
    this.#code = new SpokenCode(this.#clock)
    this.#chat = new Chat({ ui, sessionLog: log, events })
    this.#progress = new SessionProgress({
      sessionLog: log,
      events,
      onEnded: () => this.revokeAll(),
      onStatus: (status) => ui.showStatus(status),
    })
    const linkLog = createLogger('applet.session')
    this.#link = new BrokerLink({ broker, authorities, pin, program, platform, clock: this.#clock, log: linkLog })
  }

  /** Registers, waits, serves one session; resolves with how it ended. Nothing is captured before the customer's Yes. */
  async run(): Promise<Ending> {
    const { inputs, createLogger } = this.#parts
    using _customer = this.#listenToCustomer()
    const opening = openFirst([...inputs], createLogger('applet.input'))
    const [canCapture, opened] = await Promise.all([this.#probeScreen(), opening])
    await using sink = opened
    this.#progress.announce()
    if (!canCapture) return this.#fail(ENDINGS.noScreen)
    if (!sink) return this.#fail(ENDINGS.noInput)
    using _broker = this.#listenToBroker(sink)
    return await this.#link.run()
  }

  #fail(ending: Ending): Ending {
    this.#progress.advance({ type: 'ended', ending })
    return ending
  }

  /** The large X: takes everything back before anybody is told, and works without a network. The session goes on. */
  revokeAll(): void {
    this.#revoke('customer')
  }

  #revoke(cause: 'customer' | 'rule'): void {
    this.#gate.revokeAll(cause)
    this.#consent.withdraw()
  }

  /** The small X. */
  end(): void {
    this.revokeAll()
    this.#link.leave(this.#progress.everStarted ? ENDINGS.customerEnded : ENDINGS.customerEndedBeforeStart)
  }

  /** Finds out early whether there is a screen, without looking at it. */
  async #probeScreen(): Promise<boolean> {
    try {
      await this.#parts.feed.open()
      return true
    } catch (error) {
      if (error instanceof CaptureFailed) return false
      throw error
    }
  }

  #listenToCustomer(): Disposable {
    const { ui, sessionLog } = this.#parts
    const listeners = new DisposableStack()
    listeners.use(sessionLog.on('added', (entry) => ui.showLogEntry(entry)))
    listeners.use(this.#code.on('shown', (digits) => this.#showCode(digits)))
    listeners.use(this.#code.on('missed', (triesLeft) => this.#codeMissed(triesLeft)))
    listeners.use(ui.on('revokeAll', () => this.revokeAll()))
    listeners.use(ui.on('end', () => this.end()))
    listeners.use(this.#gate.on('changed', (granted) => ui.showPermissions(granted)))
    listeners.use(
      this.#gate.on('revoked', ({ permissions, cause }) => this.#revoked(permissions, cause === 'customer')),
    )
    return listeners
  }

  #listenToBroker(sink: InputSink): Disposable {
    const listeners = new DisposableStack()
    const customer = this.#parts.localInputWins === false ? undefined : listeners.use(this.#customerFirst(sink))
    const pages = listeners.use(this.#pagesFor(sink, customer))
    listeners.use(this.#link.on('registered', (registration) => pages.registered(registration)))
    listeners.use(this.#link.on('session', (event) => this.#progress.advance(event)))
    listeners.use(
      this.#link.on('streamOpened', ({ technician, pipe }) => {
        pages.receive(technician, pipe)
      }),
    )
    listeners.use(this.#link.on('longAway', () => this.#revoke('rule')))
    const { ui } = this.#parts
    listeners.use(pages.on('opened', ({ verified }) => ui.showTrust(verified ? 'verified' : 'unverified')))
    listeners.use(pages.on('closed', (code) => this.#giveUpAfter(code)))
    listeners.use(this.#code.on('expired', () => this.#giveUp(ENDINGS.codeUnused)))
    listeners.use(ui.on('said', (text) => this.#say(text, pages)))
    listeners.use(this.#telemetry.start((reason, count) => pages.conversation?.tellRefused(reason, count)))
    return listeners
  }

  #customerFirst(sink: InputSink): CustomerFirst {
    const customer = new CustomerFirst({ gate: this.#gate, sink, clock: this.#clock })
    customer.on('began', () => this.#parts.events.tell('customer-active'))
    return customer
  }

  #pagesFor(sink: InputSink, customer: Pick<CustomerFirst, 'active'> = { active: false }): TechnicianPages {
    const { feed, verification = 'required' } = this.#parts
    const { meter, tally } = this.#telemetry
    return new TechnicianPages({
      ...this.#parts,
      verification,
      gate: this.#gate,
      consent: this.#consent,
      chat: this.#chat,
      code: this.#code,
      sink,
      customer,
      tally,
      clock: this.#clock,
      openShare: (channel) => new ScreenShare({ feed, channel, meter }),
    })
  }

  #say(text: string, { conversation }: TechnicianPages): void {
    if (conversation) return this.#chat.said(text, this.#clock.now(), (piece) => conversation.say(piece))
    this.#parts.sessionLog.add('chat-not-sent', 'Nobody can read that yet. Write again when your technician is here.')
  }

  /** Some ends of a conversation are the end of the session: somebody stood in between. */
  #giveUpAfter(code: CloseCode): void {
    if (code === 'verification-failed') this.#giveUp(ENDINGS.verificationFailed)
    else if (code === 'tampered') this.#giveUp(ENDINGS.tampered)
    else if (code === 'origin-mismatch') this.#giveUp(ENDINGS.originMismatch)
  }

  #giveUp(ending: Ending & { readonly reason: Failure }): void {
    this.revokeAll()
    this.#link.leave(ending, { type: 'session-failed', reason: ending.reason })
  }

  /** The digits are for the customer's eyes alone: no log and no file holds them. */
  #showCode(digits: string | undefined): void {
    const { ui, sessionLog, events } = this.#parts
    ui.showCode(digits)
    if (digits === undefined) return
    sessionLog.add('code-shown', 'Read the digits on your screen to your technician, and to nobody else.')
    events.tell('code', { digits })
  }

  /** Whoever guesses is to be seen doing it. */
  #codeMissed(triesLeft: number): void {
    const tries = triesLeft === 1 ? '1 try is left' : `${triesLeft} tries are left`
    const text = `Somebody typed in other digits than yours; ${tries}. If it was not your technician, end the session.`
    this.#parts.sessionLog.add('code-wrong', text)
  }

  #revoked(permissions: readonly Permission[], byCustomer: boolean): void {
    const names = permissions.map((permission) => PERMISSIONS[permission].name).join(', ')
    if (byCustomer) this.#parts.sessionLog.add('permission-revoked', `Taken back: ${names}`, permissions)
    else this.#parts.sessionLog.add('permission-ended', `Not allowed any more: ${names}`, permissions)
    this.#parts.events.tell('revoked', { permissions })
  }
}
