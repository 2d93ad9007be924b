import type { Clock } from '../../base/clock.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { SessionLog } from '../session/session-log.ts'

/** Milliseconds without a technician's input after which the next is told again. */
const PAUSE_MS = 60_000

interface Parts {
  readonly gate: PermissionGate
  readonly sessionLog: SessionLog
  readonly clock: Clock
}

/** Writes down that what was allowed is made use of: the screen once for each grant, mouse and keyboard once for each spell. */
export class UseLog implements Disposable {
  readonly #parts: Parts
  readonly #grants: Disposable
  #screenTold = false
  #inputAt = Number.NEGATIVE_INFINITY

  constructor(parts: Parts) {
    this.#parts = parts
    this.#grants = parts.gate.on('changed', (granted) => {
      if (!granted.includes('view')) this.#screenTold = false
      if (!granted.includes('control')) this.#inputAt = Number.NEGATIVE_INFINITY
    })
  }

  seen(): void {
    if (this.#screenTold) return
    this.#screenTold = true
    this.#parts.sessionLog.add('screen-seen', { permissions: ['view'] })
  }

  /** A technician's input acted in the last second. */
  controlled(): void {
    // What acted before it was taken back is told in the second after.
    if (!this.#parts.gate.granted.includes('control')) return
    const now = this.#parts.clock.monotonic()
    const isNew = now - this.#inputAt > PAUSE_MS
    this.#inputAt = now
    if (isNew) this.#parts.sessionLog.add('control-used', { permissions: ['control'] })
  }

  [Symbol.dispose](): void {
    this.#grants[Symbol.dispose]()
  }
}
