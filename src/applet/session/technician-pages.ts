import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { CreateLogger } from '../../base/logger.ts'
import type { BytePipe } from '../../channel/byte-pipe.ts'
import type { Channel } from '../../channel/channel.ts'
import { SealedChannel } from '../../channel/sealed-channel.ts'
import type { AppletKeyExchange } from '../../channel/sealing/applet-key-exchange.ts'
import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { Asking } from '../../protocol/broker/offer.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { commonOrigin } from '../../protocol/origin.ts'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { RECT_KINDS } from '../../protocol/peer/frame-codec.ts'
import { LASTING_PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import { stricter, type VerificationPolicy } from '../../protocol/verification.ts'
import type { Chat } from '../chat/chat.ts'
import type { Clipboard } from '../clipboard/clipboard.ts'
import { ClipboardSync } from '../clipboard/clipboard-sync.ts'
import type { Files } from '../files/files.ts'
import type { CustomerFirst } from '../input/customer-first.ts'
import { InputReceiver } from '../input/input-receiver.ts'
import type { InputSink } from '../input/input-sink.ts'
import type { InputTally } from '../input/input-tally.ts'
import type { Candidate } from '../open-first.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import type { Consent } from '../permission/consent.ts'
import type { PermissionGate, Permitted } from '../permission/permission-gate.ts'
import type { PromptQueue } from '../permission/prompt-queue.ts'
import type { Questions } from '../permission/questions.ts'
import type { ScreenShare } from '../screen/screen-share.ts'
import { NodeCipher } from './node-cipher.ts'
import { receivePage } from './reception.ts'
import type { SessionLog } from './session-log.ts'
import { TechnicianConversation, type UrlSent } from './technician-conversation.ts'

/** What the broker said of this session when the applet registered. */
export interface Registration {
  readonly sessionId: string
  readonly company: string
  readonly verification: VerificationPolicy
  readonly permissions: readonly Permission[]
  readonly asking: Asking
}

interface Parts {
  readonly broker: URL
  readonly program: string
  /** What the customer's program insists on. */
  readonly verification: VerificationPolicy
  readonly gate: PermissionGate
  readonly consent: Consent
  readonly prompts: PromptQueue
  readonly questions: Questions
  /** Whether a prompt could be read in the picture. */
  readonly promptsAreVisible: () => boolean
  /** Whether a technician sees the screen now. */
  readonly onSeen: (isSeen: boolean) => void
  /** A technician did something. */
  readonly onStirred: () => void
  readonly openUrl: (opened: Permitted<UrlSent>) => void
  readonly chat: Chat
  readonly files: Files
  readonly code: SpokenCode
  readonly sessionLog: SessionLog
  readonly sink: InputSink
  readonly customer: Pick<CustomerFirst, 'active'>
  readonly tally: InputTally
  readonly ownWindows: () => Pick<OwnWindows, 'rects' | 'hasFocus'> | undefined
  readonly clipboards: () => Candidate<Clipboard>[]
  readonly clock: Clock
  readonly createLogger: CreateLogger
  /** The customer's screen, for whoever is on the other side of this channel. */
  openShare(channel: Channel): ScreenShare
}

interface TechnicianPagesEvents {
  /** Whether whoever is there now knows the digits. */
  opened: { readonly verified: boolean }
  closed: CloseCode
}

/** What a technician would wait for the first time: a key, and a question, whose list of actions takes Node 4 ms. */
async function rehearseSoon(questions: Questions): Promise<void> {
  const { rehearseKeyExchange } = await import('../../channel/sealing/rehearse.ts')
  setImmediate(() => {
    rehearseKeyExchange()
    questions.actions(LASTING_PERMISSIONS)
  })
}

/** Not at the start: the curve takes as long to load as the rest of the program. While the customer waits there is time. */
function loadKeyExchange() {
  return import('../../channel/sealing/applet-key-exchange.ts')
}

/** What a page says by itself, with nobody in front of it. */
const BY_ITSELF: readonly ConsoleMessage['type'][] = [
  'echo-requested',
  'update-painted',
  'keyframe-requested',
  'file-accepted',
  'file-received',
  'file-finished',
  'file-checked',
]

function isDeed({ type }: ConsoleMessage): boolean {
  return !BY_ITSELF.includes(type)
}

interface Page {
  readonly channel: SealedChannel
  readonly exchange: AppletKeyExchange
  readonly conversation: TechnicianConversation
}

/** The technician's pages, one at a time. A new one takes the place of the one before, and may do nothing at first. */
export class TechnicianPages implements Disposable {
  readonly #parts: Parts
  readonly #emitter = new Emitter<TechnicianPagesEvents>()
  #registration: Registration | undefined
  #page: Page | undefined
  /** Whose page was here last. */
  #technician: string | undefined
  readonly #askedAtStart = new Set<string>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Undefined while there is nobody to talk to. */
  get conversation(): TechnicianConversation | undefined {
    return this.#page?.conversation.isOpen ? this.#page.conversation : undefined
  }

  on<E extends keyof TechnicianPagesEvents>(event: E, listener: (value: TechnicianPagesEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  registered(registration: Registration): void {
    this.#registration = registration
    const { questions } = this.#parts
    loadKeyExchange().then(
      () => rehearseSoon(questions),
      () => {},
    )
  }

  /** A stream was opened to this technician's page; what it says first decides which page it is. */
  receive(technician: string, pipe: BytePipe): void {
    receivePage(pipe, this.#parts.clock, {
      returning: (channelId) => {
        if (this.#page?.exchange.channelId !== channelId) return false
        this.#page.channel.attach(pipe)
        return true
      },
      arriving: (isGone) => this.#arrived(technician, pipe, isGone),
    })
  }

  /** The session is over, also for a page that may be about to come back. */
  [Symbol.dispose](): void {
    this.#page?.conversation.close('ended')
  }

  /** Another technician than before gets no key and no picture unless the customer wants them to take over. */
  async #arrived(technician: string, pipe: BytePipe, isGone: () => boolean): Promise<void> {
    const before = this.#technician
    const asker = { technician, company: this.#known().company, isVerified: false }
    const isOther = before !== undefined && before !== technician
    if (isOther && !(await this.#parts.consent.admits(asker, before))) return pipe.close('takeover-refused', '')
    const { AppletKeyExchange } = await loadKeyExchange()
    // Whoever left while the customer was asked, or the rest was loaded, takes nobody's place.
    if (isGone()) return
    this.#technician = technician
    this.#open(technician, pipe, AppletKeyExchange)
  }

  /** Once they are verified, a company that asks for everything at once does it now. */
  #askAtStart(verified: boolean): void {
    const { gate, consent } = this.#parts
    const asker = this.#page?.conversation.asker
    if (!verified || !asker || this.#registration?.asking !== 'at-start' || this.#askedAtStart.has(asker.technician))
      return
    this.#askedAtStart.add(asker.technician)
    const lasting = gate.offered.filter((permission) => LASTING_PERMISSIONS.includes(permission))
    void consent.requestAll(lasting, asker)
  }

  #open(technician: string, pipe: BytePipe, KeyExchange: typeof AppletKeyExchange): void {
    const { consent, clock, code, program, createLogger, openShare, gate } = this.#parts
    this.#leaveBefore()
    const { sid, origin, policy, company } = this.#known()
    const capabilities = ['chat', 'resume', ...Object.keys(RECT_KINDS).map((kind) => `encoding:${kind}`)]
    const exchange = new KeyExchange({ sid, origin, program, capabilities }, policy, code)
    const createCipher = (key: Uint8Array) => new NodeCipher(key)
    const grantEpoch = () => gate.epoch
    const channel = new SealedChannel({ self: 'applet', sid, exchange, createCipher, clock, grantEpoch })
    // Before the conversation acts on it.
    channel.on('opened', (opened) => this.#emitter.emit('opened', opened))
    const share = openShare(channel)
    const input = new InputReceiver({
      ...this.#parts,
      shown: () => share.shown,
      log: createLogger('applet.input'),
    })
    const clipboard = new ClipboardSync({
      ...this.#parts,
      send: (message) => channel.send(message),
      log: createLogger('applet.clipboard'),
    })
    const asker = { technician, company }
    const log = createLogger('applet.screen')
    const conversation = new TechnicianConversation({
      ...this.#parts,
      channel,
      asker,
      consent,
      share,
      input,
      clipboard,
      log,
    })
    channel.on('opened', ({ verified }) => this.#askAtStart(verified))
    channel.on('message', ({ message }) => isDeed(message as ConsoleMessage) && this.#parts.onStirred())
    channel.on('closed', ({ code: closeCode }) => this.#emitter.emit('closed', closeCode))
    this.#page = { channel, exchange, conversation }
    channel.attach(pipe)
  }

  /** Whoever comes now has no part in what was granted to whoever was here. */
  #leaveBefore(): void {
    const { gate, prompts } = this.#parts
    this.#page?.conversation.close('replaced')
    this.#page = undefined
    gate.allowAtMost([])
    prompts.withdraw()
  }

  #known() {
    const { broker, verification } = this.#parts
    const { sessionId = '', company = '', verification: wanted = 'required' } = this.#registration ?? {}
    const sid = Uint8Array.fromHex(sessionId)
    return { sid, company, origin: commonOrigin(broker.origin), policy: stricter(verification, wanted) }
  }
}
