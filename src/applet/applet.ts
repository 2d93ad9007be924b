import { type Clock, realClock } from '../base/clock.ts'
import { SpokenCode } from '../channel/sealing/spoken-code.ts'
import { narrower } from '../protocol/broker/offer.ts'
import type { Failure } from '../protocol/broker/status.ts'
import type { CloseCode } from '../protocol/close-code.ts'
import { LIMITS } from '../protocol/limits.ts'
import type { InputRefusal } from '../protocol/peer/messages/input.ts'
import type { AppletParts } from './applet-parts.ts'
import { Chat } from './chat/chat.ts'
import { ShownSession } from './customer/shown-session.ts'
import { UseLog } from './customer/use-log.ts'
import { carryOutWishes } from './customer/wishes.ts'
import { Files } from './files/files.ts'
import { CustomerFirst } from './input/customer-first.ts'
import type { InputSink } from './input/input-sink.ts'
import { openFirst } from './open-first.ts'
import { Rights } from './permission/rights.ts'
import { ScreenShare } from './screen/screen-share.ts'
import { CaptureFailed } from './screen/screen-source.ts'
import { BrokerLink, type BrokerLinkEvents } from './session/broker-link.ts'
import { tellOfCode } from './session/code-told.ts'
import { ENDINGS } from './session/endings.ts'
import { IdleWatch } from './session/idle-watch.ts'
import { SessionProgress } from './session/session-progress.ts'
import type { Ending, SessionState } from './session/session-state.ts'
import { TechnicianPages } from './session/technician-pages.ts'
import { Traffic } from './session/traffic.ts'
import { Telemetry } from './telemetry.ts'
import { englishSpeaker } from './words/words.ts'

/** The customer's side of one session, from the PIN to the end. */
export class Applet {
  readonly #parts: AppletParts
  readonly #clock: Clock
  readonly #traffic = new Traffic()
  readonly #rights: Rights
  readonly #idle: IdleWatch
  readonly #uses: UseLog
  readonly #link: BrokerLink
  readonly #telemetry: Telemetry
  readonly #progress: SessionProgress
  readonly #code: SpokenCode
  readonly #chat: Chat
  readonly #files: Files
  #shown: ShownSession | undefined
  #sessionId = ''
  #sink: InputSink | undefined

  constructor(parts: AppletParts) {
    const { pin, broker, authorities, program, platform, ui, sessionLog, events, createLogger } = parts
    const { clock = realClock, promptMs = LIMITS.promptMs, speaker = englishSpeaker } = parts
    this.#parts = parts
    this.#clock = clock
    this.#rights = new Rights({ ui, speaker, sessionLog, events, clock, promptMs })
    const { gate } = this.#rights
    this.#telemetry = new Telemetry(clock, events)
    this.#uses = new UseLog({ gate, sessionLog, clock })
    this.#code = new SpokenCode(clock)
    this.#chat = new Chat({ ui, sessionLog, events })
    this.#files = new Files({ gate, sessionLog, events, clock, speaker })
    this.#idle = new IdleWatch({ clock, isBusy: () => this.#isBusy, onIdle: () => this.#endIdle() })
    this.#progress = new SessionProgress({
      sessionLog,
      events,
      onEnded: () => this.revokeAll(),
      onStatus: (state) => this.#progressed(state),
    })
    const traffic = this.#traffic
    const linkLog = createLogger('applet.session')
    this.#link = new BrokerLink({ broker, authorities, pin, program, platform, clock, traffic, log: linkLog })
  }

  /** Registers, waits, serves one session; resolves with how it ended. Nothing is captured before the customer's Yes. */
  async run(): Promise<Ending> {
    const { inputs, createLogger } = this.#parts
    using _customer = this.#listenToCustomer()
    // Whether there is a screen takes its time to find out, and so does the way to the broker.
    using _ahead = this.#link.prepare()
    const opening = openFirst([...inputs], createLogger('applet.input'))
    const [canCapture, opened] = await Promise.all([this.#probeScreen(), opening])
    await using sink = opened
    this.#sink = sink
    this.#progress.announce()
    if (!canCapture) return this.#fail(this.#parts.platform === 'macOS' ? ENDINGS.noScreenOnMac : ENDINGS.noScreen)
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
    this.#rights.takeBackAll('customer')
  }

  /** Every key and button that a technician holds down goes up. */
  letGo(): void {
    this.#sink?.releaseAll()
  }

  /** Empty before the broker took the code. */
  get sessionId(): string {
    return this.#sessionId
  }

  /** Milliseconds since a technician's input last acted on this computer. */
  get sinceInjected(): number {
    return this.#telemetry.tally.sinceInjected
  }

  /** The small X. */
  end(): void {
    this.revokeAll()
    this.#link.leave(this.#progress.everStarted ? ENDINGS.customerEnded : ENDINGS.customerEndedBeforeStart)
  }

  /** Instead of `run`, for a customer who does not want this session; where there is a PIN the technician hears why. */
  decline(why: 'termsDeclined' | 'suspectedScam'): Promise<Ending> {
    using _customer = this.#listenToCustomer()
    this.#fail(ENDINGS[why])
    return this.#parts.pin === '' ? Promise.resolve(ENDINGS[why]) : this.#link.decline(ENDINGS[why])
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
    this.#shown = listeners.use(this.#showSession())
    listeners.use(this.#rights)
    listeners.use(this.#idle)
    listeners.use(sessionLog.on('added', (entry) => ui.showLogEntry(entry)))
    listeners.use(tellOfCode(this.#code, sessionLog, this.#parts.events))
    listeners.use(ui.on('revokeAll', () => this.revokeAll()))
    listeners.use(ui.on('end', () => this.end()))
    return listeners
  }

  #showSession(): ShownSession {
    const { ui, speaker = englishSpeaker, removesItself = false } = this.#parts
    const bytes = () => this.#traffic.bytes
    const code = this.#code
    return new ShownSession({
      ...{ ui, speaker, removesItself, bytes, code },
      ...{ gate: this.#rights.gate, times: this.#rights.times, clock: this.#clock },
    })
  }

  #listenToBroker(sink: InputSink): Disposable {
    const { ui, offer } = this.#parts
    const listeners = new DisposableStack()
    if (offer) this.#rights.gate.narrowTo(offer.permissions)
    const customer = this.#parts.localInputWins === false ? undefined : listeners.use(this.#customerFirst(sink))
    const pages = listeners.use(this.#pagesFor(sink, customer))
    listeners.use(this.#link.on('registered', (registration) => this.#registered(registration, pages)))
    listeners.use(this.#link.on('session', (event) => this.#progress.advance(event)))
    listeners.use(this.#link.on('streamOpened', ({ technician, pipe }) => pages.receive(technician, pipe)))
    listeners.use(this.#link.on('longAway', () => this.#rights.takeBackAll('rule')))
    listeners.use(pages.on('opened', ({ verified }) => ui.show({ trust: verified ? 'verified' : 'unverified' })))
    listeners.use(pages.on('closed', (code) => this.#giveUpAfter(code)))
    listeners.use(this.#code.on('expired', () => this.#giveUp(ENDINGS.codeUnused)))
    const { times } = this.#rights
    listeners.use(times.on('due', (minutes) => void this.#rights.confirm(pages.conversation?.asker, minutes)))
    const { sessionLog, openUrl = () => {} } = this.#parts
    const [clock, chat, files] = [this.#clock, this.#chat, listeners.use(this.#files)]
    listeners.use(files.on('changed', (views) => ui.show({ files: views, fileWanted: files.isWanted })))
    listeners.use(carryOutWishes({ ...this.#asking, ui, chat, files, pages, sessionLog, clock, openUrl }))
    listeners.use(ui.on('windowLost', () => sessionLog.add('window-closed')))
    for (const deed of ['said', 'switched', 'fileChosen'] as const) {
      listeners.use(ui.on(deed, () => this.#idle.stirred()))
    }
    listeners.use(this.#uses)
    const tellRefused = (reason: InputRefusal, count: number) => pages.conversation?.tellRefused(reason, count)
    listeners.use(this.#telemetry.start(tellRefused, () => this.#uses.controlled()))
    return listeners
  }

  #registered(registration: BrokerLinkEvents['registered'], pages: TechnicianPages): void {
    const { ui, offer } = this.#parts
    const left = offer ? narrower(offer, registration) : registration
    this.#sessionId = registration.sessionId
    this.#rights.gate.narrowTo(left.permissions)
    ui.show({ company: registration.company })
    pages.registered({ ...registration, ...left })
  }

  #progressed(state: SessionState): void {
    this.#idle.run(state.status === 'active')
    if (state.status === 'on-hold') this.#hold()
    this.#shown?.progressed(state)
  }

  /** What was allowed was for a technician who works, not for one who is away; nor does anybody hear the digits now. */
  #hold(): void {
    this.#rights.takeBackAll('rule')
    this.#code.hide()
  }

  get #isBusy(): boolean {
    return this.#rights.gate.granted.includes('control') || this.#files.isRunning
  }

  #endIdle(): void {
    this.revokeAll()
    this.#link.leave(ENDINGS.idle, { type: 'session-idled' })
  }

  #customerFirst(sink: InputSink): CustomerFirst {
    const customer = new CustomerFirst({ gate: this.#rights.gate, sink, clock: this.#clock })
    customer.on('began', () => this.#parts.events.tell('customer-active'))
    return customer
  }

  get #asking() {
    const { gate, prompts, questions, consent } = this.#rights
    return { gate, prompts, questions, consent }
  }

  #pagesFor(sink: InputSink, customer: Pick<CustomerFirst, 'active'> = { active: false }): TechnicianPages {
    const { feed, ui, verification = 'required', promptsAreVisible = () => false, openUrl = () => {} } = this.#parts
    const { onSeen = () => {}, ownWindows = () => undefined } = this.#parts
    const { meter, tally } = this.#telemetry
    return new TechnicianPages({
      ...this.#parts,
      ...this.#asking,
      verification,
      promptsAreVisible,
      ownWindows,
      openUrl: ({ url }) => openUrl(url),
      onSeen: (isSeen) => {
        if (isSeen) this.#uses.seen()
        ui.show({ isSeen })
        onSeen(isSeen)
      },
      onStirred: () => this.#idle.stirred(),
      chat: this.#chat,
      files: this.#files,
      code: this.#code,
      sink,
      customer,
      tally,
      clock: this.#clock,
      openShare: (channel) => new ScreenShare({ feed, channel, meter }),
    })
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
}
