import { unreachable } from '../../base/assert.ts'
import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import type { Channel, ReceivedMessage } from '../../channel/channel.ts'
import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { type ConsoleMessage, isInput, type PeerMessage } from '../../protocol/peer/catalog.ts'
import type { InputRefusal } from '../../protocol/peer/messages/input.ts'
import { ALL_PERMISSIONS, actionsOf, type Permission } from '../../protocol/permission.ts'
import type { Chat } from '../chat/chat.ts'
import type { ClipboardSync } from '../clipboard/clipboard-sync.ts'
import type { InputReceiver } from '../input/input-receiver.ts'
import type { Asker, Consent } from '../permission/consent.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { ScreenShare } from '../screen/screen-share.ts'
import { CaptureFailed } from '../screen/screen-source.ts'
import type { LogEntry, SessionLog } from './session-log.ts'

interface Parts {
  readonly channel: Channel
  readonly asker: Omit<Asker, 'isVerified'>
  readonly gate: PermissionGate
  readonly consent: Consent
  readonly share: ScreenShare
  readonly input: InputReceiver
  readonly clipboard: ClipboardSync
  readonly chat: Chat
  readonly code: SpokenCode
  readonly sessionLog: SessionLog
  readonly clock: Clock
  readonly log: Logger
}

/** Ends of a conversation of which the customer reads elsewhere. */
const TOLD_OTHERWISE: readonly CloseCode[] = ['ended', 'replaced', 'verification-failed', 'tampered', 'origin-mismatch']

/** All that whoever did not show to know the digits can be allowed. */
const UNVERIFIED_PERMISSIONS: readonly Permission[] = ['view']

/** One technician's page, from its first key to its end, over however many lines: who says what goes where. */
export class TechnicianConversation {
  readonly #parts: Parts
  readonly #listeners = new DisposableStack()
  readonly #over = new AbortController()
  /** Aborts when the present line is gone. */
  #line = AbortSignal.abort()
  #cutLine: AbortController | undefined
  #verified: boolean | undefined
  #sharing = false
  #lapse: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const { channel, gate, sessionLog, code } = parts
    this.#listeners.use(channel.on('opened', ({ verified, resumed }) => this.#opened(verified, resumed)))
    this.#listeners.use(channel.on('message', (received) => this.#received(received)))
    this.#listeners.use(channel.on('frame', () => this.close('protocol-error')))
    this.#listeners.use(channel.on('cut', () => this.#cut()))
    this.#listeners.use(channel.on('closed', ({ code }) => this.#closed(code)))
    this.#listeners.use(gate.on('changed', (granted) => this.#permissionsChanged(granted)))
    this.#listeners.use(sessionLog.on('added', (entry) => this.#sendLogEntry(entry)))
    this.#listeners.use(code.on('shown', () => void this.#shareScreen()))
  }

  /** Whether the customer is heard: sealed, and, where the operator wants it, verified. */
  get isOpen(): boolean {
    return this.#verified !== undefined && !this.#over.signal.aborted
  }

  close(code: 'replaced' | 'protocol-error' | 'ended'): void {
    this.#parts.channel.close(code)
  }

  say(text: string): void {
    this.#send({ type: 'chat-said', time: this.#parts.clock.now(), text })
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
    if (verified && !wasVerified) for (const entry of sessionLog.entries) this.#sendLogEntry(entry)
    sessionLog.add(...sentenceOfOpening(verified, resumed, gate.granted))
    this.#permissionsChanged(gate.granted)
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
      default:
        return unreachable(said)
    }
  }

  #whoWrites(): string {
    const { technician } = this.#parts.asker
    return this.#verified ? technician : `${technician} (not verified)`
  }

  async #ask(permission: Permission): Promise<void> {
    const { consent, asker } = this.#parts
    const whoAsks = { ...asker, isVerified: this.#verified === true }
    const answer = await consent.request(permission, whoAsks, () =>
      this.#send({ type: 'permission-asked', permission }),
    )
    this.#send({ type: 'permission-answered', permission, answer })
  }

  #permissionsChanged(granted: readonly Permission[]): void {
    if (!this.isOpen) return
    if (!granted.includes('control')) this.#parts.input.letGo()
    this.#send({ type: 'permissions-changed', granted: [...granted] })
    void this.#shareScreen()
    void this.#shareClipboard()
  }

  /** Runs as long as there is a lease on `clipboard`; what is copied while the line is cut stays on this computer. */
  async #shareClipboard(): Promise<void> {
    const lease = this.#parts.gate.lease('clipboard')
    if (!lease) return
    const stop = AbortSignal.any([lease, this.#over.signal])
    await this.#parts.clipboard.share(stop, () => !this.#line.aborted)
  }

  /** Runs as long as there is a lease on `view` and a line; a screen that fails does not end the session. */
  async #shareScreen(): Promise<void> {
    const { gate, share, log } = this.#parts
    const stop = this.#sharing ? undefined : this.#mayShare(gate.lease('view'))
    if (!stop) return
    this.#sharing = true
    try {
      await share.run(stop)
    } catch (error) {
      if (!(error instanceof CaptureFailed)) throw error
      log.warn('screen lost', { reason: error.message })
      this.#send({ type: 'screen-lost', reason: error.message.slice(0, 200) })
    } finally {
      this.#sharing = false
    }
    // Granted again, or with another line, while the last share was still winding up.
    if (stop.aborted) void this.#shareScreen()
  }

  /** While digits are on the screen it is not captured: whoever does not know them yet must not read them there. */
  #mayShare(lease: AbortSignal | undefined): AbortSignal | undefined {
    const { code } = this.#parts
    if (!lease || this.#line.aborted || code.digits !== undefined) return undefined
    const codeShown = new AbortController()
    const stop = AbortSignal.any([lease, this.#line, codeShown.signal])
    const listener = code.on('shown', () => codeShown.abort())
    stop.addEventListener('abort', () => listener[Symbol.dispose](), { once: true })
    return stop
  }

  /** Nobody sees or does anything until the line is back. What was granted waits, but not for long. */
  #cut(): void {
    const { sessionLog, gate, consent, clock } = this.#parts
    this.#loseLine()
    sessionLog.add('connection-cut', 'The connection to your technician is interrupted. Nobody sees your screen now.')
    this.#lapse = clock.after(LIMITS.grantsKeptMs, () => {
      gate.revokeAll('rule')
      consent.withdraw()
    })
  }

  #closed(code: CloseCode): void {
    this.#over.abort()
    this.#listeners.dispose()
    this.#lapse?.[Symbol.dispose]()
    this.#loseLine()
    // Nobody is there any more to whom a Yes could be given.
    this.#parts.consent.withdraw()
    if (!TOLD_OTHERWISE.includes(code)) {
      this.#parts.sessionLog.add(
        'technician-away',
        'The window of your technician is closed. Nobody sees your screen now.',
      )
    }
  }

  #loseLine(): void {
    this.#cutLine?.abort()
    this.#parts.input.letGo()
  }

  #sendLogEntry({ permissions, ...entry }: LogEntry): void {
    if (this.#verified) this.#send({ type: 'activity-logged', ...entry, permissions: [...permissions] })
  }

  #send(message: PeerMessage): void {
    if (this.isOpen) this.#parts.channel.send(message)
  }
}

function sentenceOfOpening(
  verified: boolean,
  resumed: boolean,
  granted: readonly Permission[],
): [kind: string, text: string] {
  const actions = actionsOf(granted)
  const can = actions ? `They can ${actions} again.` : 'They see nothing and can do nothing.'
  if (resumed) return ['connection-resumed', `The connection to your technician is back. ${can}`]
  if (verified)
    return ['verified', 'VERIFIED: your technician knows the digits you read aloud. Only they can see or do anything.']
  return [
    'not-verified',
    'NOT VERIFIED: nobody has checked yet who this is. They can write to you and ask to see your screen.',
  ]
}
