import { unreachable } from '../../base/assert.ts'
import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import type { Values } from '../../base/speaker.ts'
import type { Channel, ReceivedMessage } from '../../channel/channel.ts'
import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { type ConsoleMessage, isInput, type PeerMessage } from '../../protocol/peer/catalog.ts'
import type { InputRefusal } from '../../protocol/peer/messages/input.ts'
import type { Answer } from '../../protocol/peer/messages/permission.ts'
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import type { Chat } from '../chat/chat.ts'
import type { ClipboardSync } from '../clipboard/clipboard-sync.ts'
import type { Files } from '../files/files.ts'
import type { InputReceiver } from '../input/input-receiver.ts'
import type { Consent } from '../permission/consent.ts'
import type { PermissionGate, Permitted } from '../permission/permission-gate.ts'
import type { PromptQueue } from '../permission/prompt-queue.ts'
import type { Asker, Questions } from '../permission/questions.ts'
import type { ScreenShare } from '../screen/screen-share.ts'
import type { LogEntry, SessionLog } from './session-log.ts'
import { SharedScreen } from './shared-screen.ts'

interface Parts {
  readonly channel: Channel
  readonly asker: Omit<Asker, 'isVerified'>
  readonly gate: PermissionGate
  readonly consent: Consent
  readonly prompts: PromptQueue
  readonly questions: Questions
  readonly share: ScreenShare
  /** Whether a prompt could be read in the picture. */
  readonly promptsAreVisible: () => boolean
  /** Whether the technician sees the screen now. */
  readonly onSeen: (isSeen: boolean) => void
  /** An address that the customer allowed to be opened. */
  readonly openUrl: (opened: Permitted<UrlSent>) => void
  readonly input: InputReceiver
  readonly clipboard: ClipboardSync
  readonly chat: Chat
  readonly files: Files
  readonly code: SpokenCode
  readonly sessionLog: SessionLog
  readonly clock: Clock
  readonly log: Logger
}

type FileRequested = Extract<ConsoleMessage, { type: 'file-requested' }>
export type UrlSent = Extract<ConsoleMessage, { type: 'url-sent' }>

/** Lines of the log that a page which opens late is told: fewer than may wait for it. */
const TOLD_LATE = 500

/** Ends of a conversation of which the customer reads elsewhere. */
const TOLD_OTHERWISE: readonly CloseCode[] = ['ended', 'replaced', 'verification-failed', 'tampered', 'origin-mismatch']

/** All that whoever did not show to know the digits can be allowed. */
const UNVERIFIED_PERMISSIONS: readonly Permission[] = ['view']

/** One technician's page, from its first key to its end, over however many lines: who says what goes where. */
export class TechnicianConversation {
  readonly #parts: Parts
  readonly #listeners = new DisposableStack()
  readonly #over = new AbortController()
  readonly #screen: SharedScreen
  /** Aborts when the present line is gone. */
  #line = AbortSignal.abort()
  #cutLine: AbortController | undefined
  #verified: boolean | undefined
  #lapse: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const { channel, gate, sessionLog, chat } = parts
    const onLost = (reason: string) => this.#send({ type: 'screen-lost', reason: reason.slice(0, 200) })
    this.#screen = this.#listeners.use(new SharedScreen({ ...parts, onLost }))
    this.#listeners.use(channel.on('opened', ({ verified, resumed }) => this.#opened(verified, resumed)))
    this.#listeners.use(channel.on('message', (received) => this.#received(received)))
    this.#listeners.use(channel.on('frame', (bytes) => parts.files.frame(bytes)))
    this.#listeners.use(channel.on('cut', () => this.#cut()))
    this.#listeners.use(channel.on('closed', ({ code }) => this.#closed(code)))
    this.#listeners.use(gate.on('changed', (granted) => this.#permissionsChanged(granted)))
    this.#listeners.use(sessionLog.on('added', (entry) => this.#sendLogEntry(entry)))
    this.#listeners.use(gate.on('prompting', (isOpen) => isOpen && parts.input.letGo()))
    this.#listeners.use(channel.on('delivered', (count) => chat.delivered(count)))
  }

  /** Whether the customer is heard: sealed, and, where the operator wants it, verified. */
  get isOpen(): boolean {
    return this.#verified !== undefined && !this.#over.signal.aborted
  }

  close(code: 'replaced' | 'protocol-error' | 'ended'): void {
    this.#parts.channel.close(code)
  }

  /** Returns the place of the message among all that are sent again after a cut. */
  say(text: string): number {
    this.#send({ type: 'chat-said', time: this.#parts.clock.now(), text })
    return this.#parts.channel.sent
  }

  /** Who is on the other side, as prompts name them. */
  get asker(): Asker {
    return { ...this.#parts.asker, isVerified: this.#verified === true }
  }

  /** Tells the technician how much was refused, and why. */
  tellRefused(reason: InputRefusal, count: number): void {
    this.#send({ type: 'input-refused', reason, count })
  }

  #opened(verified: boolean, resumed: boolean): void {
    const { gate, sessionLog } = this.#parts
    const wasVerified = this.#verified
    this.#verified = verified
    // New keys on the same line do not end what runs on it.
    if (this.#line.aborted) {
      this.#cutLine = new AbortController()
      this.#line = this.#cutLine.signal
    }
    this.#lapse?.[Symbol.dispose]()
    if (!resumed) gate.allowAtMost(verified ? ALL_PERMISSIONS : UNVERIFIED_PERMISSIONS)
    // Whoever is not verified learns nothing of what was before.
    if (verified && !wasVerified) for (const entry of sessionLog.entries.slice(-TOLD_LATE)) this.#sendLogEntry(entry)
    sessionLog.add(...this.#lineOfOpening(verified, resumed))
    this.#permissionsChanged(gate.granted)
    this.#parts.files.lineOpened(this.#parts.channel, verified)
    this.#screen.goOnline(this.#line)
  }

  #received({ message, grantEpoch }: ReceivedMessage): void {
    const said = message as ConsoleMessage
    if (isInput(said)) return this.#parts.input.receive(said, grantEpoch)
    switch (said.type) {
      case 'echo-requested':
        return this.#send({ type: 'echo-returned', id: said.id })
      case 'permission-requested':
        return void this.#ask(said.permission)
      case 'update-painted':
        return this.#parts.share.painted(said.seq)
      case 'keyframe-requested':
        if ('permitted' in this.#parts.gate.admit(said, grantEpoch)) this.#parts.share.sendWholePicture()
        return
      case 'view-adjusted':
        if ('permitted' in this.#parts.gate.admit(said, grantEpoch)) this.#parts.share.adjust(said)
        return
      case 'clipboard-changed':
        return this.#parts.clipboard.receive(said, grantEpoch)
      case 'chat-said':
        return this.#parts.chat.heard(this.#whoWrites(), said)
      case 'url-sent':
        return void this.#openUrl(said, grantEpoch)
      case 'file-requested':
        return void this.#fileRequested(said, grantEpoch)
      case 'file-offered':
      case 'file-accepted':
      case 'file-received':
      case 'file-finished':
      case 'file-checked':
      case 'file-withdrawn':
      case 'file-refused':
        return this.#parts.files.received(said, grantEpoch)
      default:
        return unreachable(said)
    }
  }

  #whoWrites(): string {
    const { asker, questions } = this.#parts
    return this.#verified ? asker.technician : questions.notVerified(asker.technician)
  }

  async #ask(permission: Permission): Promise<void> {
    // What is asked each time is asked about something: by the message that names it.
    const answer = PERMISSIONS[permission].asked === 'once' ? await this.#consentTo(permission) : 'no'
    this.#send({ type: 'permission-answered', permission, answer })
  }

  #consentTo(permission: Permission, values: Values = {}): Promise<Answer> {
    const onAsked = () => this.#send({ type: 'permission-asked', permission })
    return this.#parts.consent.request(permission, this.asker, onAsked, values)
  }

  /** The Yes is to being asked for a file; which one, and whether any, the customer says after. */
  async #fileRequested(message: FileRequested, grantEpoch: number): Promise<void> {
    const answer = await this.#consentTo('files.receive')
    if (answer === 'yes') this.#parts.files.received(message, grantEpoch)
    this.#send({ type: 'permission-answered', permission: 'files.receive', answer })
  }

  /** The Yes is to this address; it is opened in the moment in which it is allowed. */
  async #openUrl(message: UrlSent, grantEpoch: number): Promise<void> {
    const answer = await this.#consentTo('url', { url: message.url })
    if (answer !== 'yes') return this.#send({ type: 'permission-answered', permission: 'url', answer })
    const admission = this.#parts.gate.admit(message, grantEpoch)
    const isOpened = 'permitted' in admission
    if (isOpened) this.#parts.openUrl(admission.permitted)
    // Rights that were narrowed while the customer read the question undo it.
    this.#send({ type: 'permission-answered', permission: 'url', answer: isOpened ? 'yes' : 'no' })
  }

  #permissionsChanged(granted: readonly Permission[]): void {
    if (!this.isOpen) return
    if (!granted.includes('control')) this.#parts.input.letGo()
    this.#send({ type: 'permissions-changed', granted: [...granted] })
    void this.#shareClipboard()
  }

  /** Runs as long as there is a lease on `clipboard`; what is copied while the line is cut stays on this computer. */
  async #shareClipboard(): Promise<void> {
    const lease = this.#parts.gate.lease('clipboard')
    if (!lease) return
    const stop = AbortSignal.any([lease, this.#over.signal])
    await this.#parts.clipboard.share(stop, () => !this.#line.aborted)
  }

  /** Nobody sees or does anything until the line is back. What was granted waits, but not for long. */
  #cut(): void {
    const { sessionLog, gate, prompts, files, clock } = this.#parts
    this.#loseLine()
    files.lineCut()
    sessionLog.add('connection-cut')
    this.#lapse = clock.after(LIMITS.grantsKeptMs, () => {
      gate.revokeAll('rule')
      prompts.withdraw()
    })
  }

  #closed(code: CloseCode): void {
    this.#over.abort()
    this.#listeners.dispose()
    this.#lapse?.[Symbol.dispose]()
    this.#loseLine()
    // Nobody is there any more to whom a Yes could be given.
    this.#parts.prompts.withdraw()
    this.#parts.files.lineClosed()
    this.#parts.chat.forgetDeliveries()
    if (!TOLD_OTHERWISE.includes(code)) this.#parts.sessionLog.add('technician-away')
  }

  #loseLine(): void {
    this.#cutLine?.abort()
    this.#parts.input.letGo()
  }

  #sendLogEntry({ permissions, values, ...entry }: LogEntry): void {
    if (!this.#verified) return
    this.#send({ type: 'activity-logged', ...entry, permissions: [...permissions], values: { ...values } })
  }

  #send(message: PeerMessage): void {
    if (this.isOpen) this.#parts.channel.send(message)
  }

  #lineOfOpening(verified: boolean, resumed: boolean): Parameters<SessionLog['add']> {
    if (!resumed) return [verified ? 'verified' : 'not-verified']
    const { gate, questions } = this.#parts
    if (gate.granted.length === 0) return ['connection-resumed']
    const values = { actions: questions.actions(gate.granted) }
    return ['connection-resumed', { words: 'connection.resumed-with', values }]
  }
}
