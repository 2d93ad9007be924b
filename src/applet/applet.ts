import { type Clock, realClock } from '../base/clock.ts'
import type { CreateLogger } from '../base/logger.ts'
import type { BytePipe } from '../channel/byte-pipe.ts'
import { RecordChannel } from '../channel/record-channel.ts'
import { LIMITS } from '../protocol/limits.ts'
import { PERMISSIONS, type Permission } from '../protocol/permission.ts'
import type { VerificationPolicy } from '../protocol/verification.ts'
import type { EventStream } from './event-stream.ts'
import { InputReceiver } from './input/input-receiver.ts'
import type { InputSink } from './input/input-sink.ts'
import { type Candidate, openFirst } from './open-first.ts'
import { Consent } from './permission/consent.ts'
import { PermissionGate } from './permission/permission-gate.ts'
import type { FrameEncoder } from './screen/frame-encoder.ts'
import { ScreenChain } from './screen/screen-chain.ts'
import { ScreenShare } from './screen/screen-share.ts'
import { CaptureFailed, type ScreenSource } from './screen/screen-source.ts'
import { BrokerLink } from './session/broker-link.ts'
import { ENDINGS } from './session/endings.ts'
import type { SessionLog } from './session/session-log.ts'
import { SessionProgress } from './session/session-progress.ts'
import type { Ending } from './session/session-state.ts'
import { TechnicianConversation } from './session/technician-conversation.ts'
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
  /** Milliseconds until an unanswered prompt means No. */
  readonly promptMs?: number
  readonly screens: () => Candidate<ScreenSource>[]
  readonly inputs: readonly Candidate<InputSink>[]
  readonly encoders: readonly Candidate<FrameEncoder>[]
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
  #company = ''
  #conversation: TechnicianConversation | undefined
  #encoder: Promise<FrameEncoder> | undefined

  constructor(parts: AppletParts) {
    const { pin, broker, authorities, program, platform, ui, sessionLog: log, events, createLogger } = parts
    this.#parts = parts
    this.#clock = parts.clock ?? realClock
    const promptMs = parts.promptMs ?? LIMITS.promptMs
    this.#consent = new Consent({ gate: this.#gate, ui, log, events, clock: this.#clock, promptMs })
    this.#telemetry = new Telemetry(this.#clock, events)
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
    const canCapture = await this.#probeScreen()
    await using sink = await openFirst([...inputs], createLogger('applet.input'))
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
    this.#gate.revokeAll()
    this.#consent.withdraw()
  }

  /** The small X. */
  end(): void {
    this.revokeAll()
    this.#link.leave(this.#progress.everStarted ? ENDINGS.customerEnded : ENDINGS.customerEndedBeforeStart)
  }

  /** Finds out early whether there is a screen, without looking at it. */
  async #probeScreen(): Promise<boolean> {
    await using source = await openFirst(this.#parts.screens(), this.#parts.createLogger('applet.screen'))
    return source !== undefined
  }

  /** Loaded once, when a technician's page opens: at the start it would take a third of the time that the program needs. */
  #openEncoder(): Promise<FrameEncoder> {
    this.#encoder ??= openFirst([...this.#parts.encoders], this.#parts.createLogger('applet.screen')).then(
      (encoder) => {
        if (encoder) return encoder
        throw new CaptureFailed('This program lacks the part that makes pictures. Download it again.')
      },
    )
    return this.#encoder
  }

  #listenToCustomer(): Disposable {
    const { ui, sessionLog } = this.#parts
    const listeners = new DisposableStack()
    listeners.use(sessionLog.on('added', (entry) => ui.showLogEntry(entry)))
    listeners.use(ui.on('revokeAll', () => this.revokeAll()))
    listeners.use(ui.on('end', () => this.end()))
    listeners.use(this.#gate.on('changed', (granted) => ui.showPermissions(granted)))
    listeners.use(this.#gate.on('revoked', (permissions) => this.#revoked(permissions)))
    return listeners
  }

  #listenToBroker(sink: InputSink): Disposable {
    const listeners = new DisposableStack()
    listeners.use(
      this.#link.on('company', (company) => {
        this.#company = company
      }),
    )
    listeners.use(this.#link.on('session', (event) => this.#progress.advance(event)))
    listeners.use(this.#link.on('streamOpened', ({ technician, pipe }) => this.#converse(technician, pipe, sink)))
    listeners.use(this.#telemetry.start((reason, count) => this.#conversation?.tellRefused(reason, count)))
    return listeners
  }

  /** A technician's page opened its stream; a page that was open before gives way. */
  #converse(technician: string, pipe: BytePipe, sink: InputSink): void {
    this.#conversation?.close('replaced')
    // Whether it works is told when the screen is to be shown.
    this.#openEncoder().catch(() => {})
    const { program, sessionLog, createLogger, screens } = this.#parts
    const channel = new RecordChannel(pipe, 'applet')
    const log = createLogger('applet.screen')
    const openScreen = () => ScreenChain.open(screens(), log)
    const openEncoder = () => this.#openEncoder()
    const share = new ScreenShare({ openScreen, openEncoder, channel, meter: this.#telemetry.meter })
    const input = new InputReceiver({
      gate: this.#gate,
      sink,
      tally: this.#telemetry.tally,
      picture: () => share.picture,
      log: createLogger('applet.input'),
    })
    const asker = { technician, company: this.#company }
    const parts = { channel, asker, program, gate: this.#gate, consent: this.#consent, share, input, sessionLog, log }
    this.#conversation = new TechnicianConversation(parts)
  }

  #revoked(permissions: readonly Permission[]): void {
    this.#parts.sessionLog.add(
      'permission-revoked',
      `Taken back: ${permissions.map((permission) => PERMISSIONS[permission].name).join(', ')}`,
      permissions,
    )
    this.#parts.events.tell('revoked', { permissions })
  }
}
