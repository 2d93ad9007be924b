import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import type { Values } from '../../base/speaker.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { copiedText } from '../../protocol/peer/copied-text.ts'
import { type Candidate, openFirst } from '../open-first.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { LogKind, SessionLog } from '../session/session-log.ts'
import type { Clipboard, ClipboardChanged, Found } from './clipboard.ts'
import { Paced } from './paced.ts'

/** How often a clipboard that another program holds is tried. */
const TRIES = 5

interface Parts {
  readonly gate: PermissionGate
  readonly clipboards: () => Candidate<Clipboard>[]
  readonly send: (message: ClipboardChanged) => void
  readonly sessionLog: SessionLog
  readonly clock: Clock
  readonly log: Logger
}

/** A technician's text and what its sender knew of narrowed rights. */
interface Waiting {
  readonly message: ClipboardChanged
  readonly grantEpoch: number
  readonly tries: number
}

/**
 * Copied text both ways, under its own permission. Nothing is opened or read before the grant; what the customer copied
 * before it stays theirs. Of several texts the newest counts, and what one side put there does not come back to it.
 */
export class ClipboardSync {
  readonly #parts: Parts
  readonly #fromCustomer: Paced
  readonly #fromTechnician: Paced
  #lease = AbortSignal.abort()
  #isOnline = () => false
  #clipboard: Clipboard | undefined
  #waiting: Waiting | undefined
  /** What went over last, either way. Some clipboards are taken over by a program that keeps a history: that is no news. */
  #last: string | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#fromCustomer = new Paced(parts.clock, LIMITS.clipboardPauseMs, () => this.#passOn())
    this.#fromTechnician = new Paced(parts.clock, LIMITS.clipboardPauseMs, () => this.#put())
  }

  /** Until the lease aborts; while nobody is online to whom text could go, none is read. */
  async share(lease: AbortSignal, isOnline: () => boolean): Promise<void> {
    if (!this.#lease.aborted) return
    this.#lease = lease
    this.#isOnline = isOnline
    lease.addEventListener('abort', () => this.#stop(), { once: true })
    const clipboard = await openFirst(this.#parts.clipboards(), this.#parts.log)
    if (lease.aborted) return clipboard?.[Symbol.dispose]()
    if (!clipboard) return this.#tell('clipboard-unavailable')
    this.#clipboard = clipboard
    clipboard.onChanged(() => this.#fromCustomer.want())
    this.#tell('clipboard-shared')
    if (this.#waiting) this.#fromTechnician.want()
  }

  /** What was sent before the Yes is forgotten, not kept for it. */
  receive(message: ClipboardChanged, grantEpoch: number): void {
    if ('refused' in this.#parts.gate.admit(message, grantEpoch)) return
    this.#waiting = { message, grantEpoch, tries: TRIES }
    this.#fromTechnician.want()
  }

  #stop(): void {
    this.#clipboard?.[Symbol.dispose]()
    this.#clipboard = undefined
    this.#waiting = undefined
    this.#last = undefined
  }

  async #passOn(): Promise<void> {
    const lease = this.#lease
    if (!this.#isOnline()) return
    const found = await this.#read()
    // Taken back while we waited for the text: then it stays here.
    if (lease.aborted || !found || !this.#isOnline()) return
    if (found === 'secret') return this.#tell('clipboard-withheld')
    const text = copiedText(found.text)
    if (text === '' || text === this.#last) return
    this.#last = text
    const { length } = text
    if (length > LIMITS.clipboardText)
      return this.#tell('clipboard-too-long', { count: length, most: LIMITS.clipboardText })
    this.#tell('clipboard-sent', { count: length })
    this.#parts.send({ type: 'clipboard-changed', text })
  }

  async #read(): Promise<Found | undefined> {
    try {
      return await this.#clipboard?.read()
    } catch (error) {
      this.#parts.log.warn('clipboard not read', { reason: String(error) })
      return undefined
    }
  }

  /** Admitted again here: between the gate and the act there is nothing that a revoke could lose a race to. */
  #put(): void {
    const { gate, log } = this.#parts
    const [waiting, clipboard] = [this.#waiting, this.#clipboard]
    if (!waiting || !clipboard) return
    this.#waiting = undefined
    const admission = gate.admit(waiting.message, waiting.grantEpoch)
    if ('refused' in admission) return
    const { text } = waiting.message
    try {
      if (!clipboard.write(admission.permitted)) return this.#tryAgain(waiting)
      this.#last = text
      this.#tell('clipboard-received', { count: text.length })
    } catch (error) {
      log.warn('clipboard not changed', { reason: String(error) })
    }
  }

  #tryAgain(waiting: Waiting): void {
    if (waiting.tries <= 1) return this.#parts.log.warn('clipboard not changed', { reason: 'another program holds it' })
    this.#waiting = { ...waiting, tries: waiting.tries - 1 }
    this.#fromTechnician.want()
  }

  /** The size and never the text: a log is read by others, and later. */
  #tell(kind: Extract<LogKind, `clipboard-${string}`>, values: Values = {}): void {
    this.#parts.sessionLog.add(kind, { permissions: ['clipboard'], values })
  }
}
