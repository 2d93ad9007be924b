import { unreachable } from '../../base/assert.ts'
import type { Logger } from '../../base/logger.ts'
import type { Channel } from '../../channel/channel.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { type ConsoleMessage, isInput, type PeerMessage } from '../../protocol/peer/catalog.ts'
import { RECT_KINDS } from '../../protocol/peer/frame-codec.ts'
import type { InputRefusal } from '../../protocol/peer/messages/input.ts'
import type { Permission } from '../../protocol/permission.ts'
import { PROTOCOL_VERSION, speaks } from '../../protocol/version.ts'
import type { InputReceiver } from '../input/input-receiver.ts'
import type { Asker, Consent } from '../permission/consent.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { ScreenShare } from '../screen/screen-share.ts'
import { CaptureFailed } from '../screen/screen-source.ts'
import type { LogEntry, SessionLog } from './session-log.ts'

interface Parts {
  readonly channel: Channel
  readonly asker: Asker
  readonly program: string
  readonly gate: PermissionGate
  readonly consent: Consent
  readonly share: ScreenShare
  readonly input: InputReceiver
  readonly sessionLog: SessionLog
  readonly log: Logger
}

/** One technician's page, from its first message to its last: who says what goes where. */
export class TechnicianConversation {
  readonly #parts: Parts
  readonly #listeners = new DisposableStack()
  readonly #gone = new AbortController()
  #greeted = false
  #sharing = false

  constructor(parts: Parts) {
    this.#parts = parts
    const { channel, gate, sessionLog } = parts
    this.#listeners.use(channel.on('message', (message) => this.#received(message)))
    this.#listeners.use(channel.on('frame', () => this.close('protocol-error')))
    this.#listeners.use(channel.on('closed', ({ code }) => this.#closed(code)))
    this.#listeners.use(gate.on('changed', (granted) => this.#permissionsChanged(granted)))
    this.#listeners.use(sessionLog.on('added', (entry) => this.#sendLogEntry(entry)))
  }

  close(code: 'replaced' | 'protocol-error'): void {
    this.#parts.channel.close(code)
  }

  /** Tells the technician how much was refused, and why. */
  tellRefused(reason: InputRefusal, count: number): void {
    this.#send({ type: 'input-refused', reason, count })
  }

  #received(message: PeerMessage): void {
    if (message.type === 'hello-sent') return this.#greet(message.version)
    if (!this.#greeted) return this.close('protocol-error')
    this.#dispatch(message as ConsoleMessage)
  }

  #dispatch(message: ConsoleMessage): void {
    if (isInput(message)) return this.#parts.input.receive(message)
    switch (message.type) {
      case 'echo-requested':
        return this.#send({ type: 'echo-returned', id: message.id })
      case 'permission-requested':
        return void this.#ask(message.permission)
      case 'update-painted':
        return this.#parts.share.painted(message.seq)
      case 'keyframe-requested':
        if ('permitted' in this.#parts.gate.admit(message)) this.#parts.share.sendWholePicture()
        return
      case 'hello-sent':
        return
      default:
        return unreachable(message)
    }
  }

  #greet(version: number): void {
    if (!speaks(version)) return this.#parts.channel.close('version-unsupported')
    if (this.#greeted) return this.close('protocol-error')
    this.#greeted = true
    const { program, gate, sessionLog } = this.#parts
    this.#send({ type: 'hello-sent', version: PROTOCOL_VERSION, program, encodings: Object.keys(RECT_KINDS) })
    for (const entry of sessionLog.entries) this.#sendLogEntry(entry)
    this.#permissionsChanged(gate.granted)
  }

  async #ask(permission: Permission): Promise<void> {
    const { consent, asker } = this.#parts
    const answer = await consent.request(permission, asker, () => this.#send({ type: 'permission-asked', permission }))
    this.#send({ type: 'permission-answered', permission, answer })
  }

  #permissionsChanged(granted: readonly Permission[]): void {
    if (!this.#greeted) return
    if (!granted.includes('control')) this.#parts.input.letGo()
    this.#send({ type: 'permissions-changed', granted: [...granted] })
    void this.#shareScreen()
  }

  /** Runs as long as there is a lease on `view`; a screen that fails does not end the session. */
  async #shareScreen(): Promise<void> {
    const { gate, share, log } = this.#parts
    const lease = this.#sharing || this.#gone.signal.aborted ? undefined : gate.lease('view')
    if (!lease) return
    this.#sharing = true
    try {
      await share.run(AbortSignal.any([lease, this.#gone.signal]))
    } catch (error) {
      if (!(error instanceof CaptureFailed)) throw error
      log.warn('screen lost', { reason: error.message })
      this.#send({ type: 'screen-lost', reason: error.message.slice(0, 200) })
    } finally {
      this.#sharing = false
    }
    // Granted again while the last share was still winding up.
    if (lease.aborted) void this.#shareScreen()
  }

  #closed(code: CloseCode): void {
    this.#gone.abort()
    this.#listeners.dispose()
    this.#parts.input.letGo()
    // Nobody is there any more to whom a Yes could be given.
    this.#parts.consent.withdraw()
    if (code !== 'ended' && code !== 'replaced') {
      this.#parts.sessionLog.add(
        'technician-away',
        'The window of your technician is closed. Nobody sees your screen now.',
      )
    }
  }

  #sendLogEntry({ permissions, ...entry }: LogEntry): void {
    if (this.#greeted) this.#send({ type: 'activity-logged', ...entry, permissions: [...permissions] })
  }

  #send(message: PeerMessage): void {
    if (!this.#gone.signal.aborted) this.#parts.channel.send(message)
  }
}
