import type { Logger } from '../../base/logger.ts'
import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { ScreenShare } from '../screen/screen-share.ts'
import { CaptureFailed } from '../screen/screen-source.ts'

interface Parts {
  readonly gate: PermissionGate
  readonly code: SpokenCode
  readonly share: Pick<ScreenShare, 'run'>
  /** Whether a prompt could be read, and watched being answered, in the picture. */
  readonly promptsAreVisible: () => boolean
  /** Whether somebody sees the screen now. */
  readonly onSeen: (isSeen: boolean) => void
  /** No screen can be captured; the sentence is for the technician. */
  readonly onLost: (reason: string) => void
  readonly log: Logger
}

/** Pictures of the screen for one technician: as long as there is a lease on `view` and a line, and nothing forbids it. */
export class SharedScreen implements Disposable {
  readonly #parts: Parts
  readonly #listeners = new DisposableStack()
  #line = AbortSignal.abort()
  #sharing = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#listeners.use(parts.gate.on('changed', () => void this.#share()))
    this.#listeners.use(parts.gate.on('prompting', () => void this.#share()))
    this.#listeners.use(parts.code.on('shown', () => void this.#share()))
  }

  /** A line to the technician, until it aborts. */
  goOnline(line: AbortSignal): void {
    this.#line = line
    void this.#share()
  }

  [Symbol.dispose](): void {
    this.#listeners.dispose()
  }

  /** A screen that fails does not end the session. */
  async #share(): Promise<void> {
    const { share, log, onSeen, onLost } = this.#parts
    const stop = this.#sharing ? undefined : this.#mayShare()
    if (!stop) return
    this.#sharing = true
    onSeen(true)
    // From here on nothing leaves, however long the share takes to wind up.
    stop.addEventListener('abort', () => onSeen(false), { once: true })
    try {
      await share.run(stop)
    } catch (error) {
      if (!(error instanceof CaptureFailed)) throw error
      log.warn('screen lost', { reason: error.message })
      onLost(error.message)
    } finally {
      this.#sharing = false
      if (!stop.aborted) onSeen(false)
    }
    // Granted again, or with another line, while the last share was still winding up.
    if (stop.aborted) void this.#share()
  }

  /**
   * While digits are on the screen it is not captured, for whoever does not know them yet must not read them there; nor while
   * a prompt is that cannot be left out of the picture.
   */
  #mayShare(): AbortSignal | undefined {
    const { gate, code } = this.#parts
    if (this.#line.aborted || this.#isForbidden) return undefined
    const lease = gate.lease('view')
    if (!lease) return undefined
    const forbidden = new AbortController()
    const stop = AbortSignal.any([lease, this.#line, forbidden.signal])
    const look = () => this.#isForbidden && forbidden.abort()
    const listeners = new DisposableStack()
    listeners.use(code.on('shown', look))
    listeners.use(gate.on('prompting', look))
    stop.addEventListener('abort', () => listeners.dispose(), { once: true })
    return stop
  }

  get #isForbidden(): boolean {
    const { gate, code, promptsAreVisible } = this.#parts
    return code.digits !== undefined || (gate.isPrompting && promptsAreVisible())
  }
}
