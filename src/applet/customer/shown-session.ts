import type { Clock } from '../../base/clock.ts'
import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { GrantTimes } from '../permission/grant-times.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import { EXIT, isUsedUp, mayTryAgain } from '../session/endings.ts'
import type { Ending, SessionState } from '../session/session-state.ts'
import type { CustomerUi } from '../ui/customer-ui.ts'
import type { EndedStage, PermissionView } from '../ui/view/customer-view.ts'
import type { AppletSpeaker } from '../words/words.ts'

interface Parts {
  readonly ui: CustomerUi
  readonly gate: PermissionGate
  readonly times: GrantTimes
  readonly code: SpokenCode
  readonly speaker: AppletSpeaker
  readonly clock: Clock
  /** Bytes both ways so far. */
  readonly bytes: () => number
  /** Whether the program goes away when its code is used up. */
  readonly removesItself: boolean
}

/** Keeps what the customer is shown in step with the session. */
export class ShownSession implements Disposable {
  readonly #parts: Parts
  readonly #listeners = new DisposableStack()
  /** Monotonic, and by the wall clock. */
  #started: { readonly at: number; readonly time: number } | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const { gate, ui, code } = parts
    this.#listeners.use(gate.on('changed', () => this.permissionsChanged()))
    this.#listeners.use(gate.on('offerChanged', () => this.permissionsChanged()))
    this.#listeners.use(code.on('shown', (digits) => ui.show({ code: digits })))
    this.permissionsChanged()
  }

  progressed(state: SessionState): void {
    const { ui, clock } = this.#parts
    if (state.status === 'active') {
      this.#started ??= { at: clock.monotonic(), time: clock.now() }
      ui.show({ stage: { kind: 'active' }, technician: state.technician, activeSince: this.#started.time })
    } else if (state.status === 'ended') {
      ui.show({ stage: this.#ended(state.ending), code: undefined, isSeen: false, notice: undefined })
    } else ui.show({ stage: { kind: state.status } })
  }

  permissionsChanged(): void {
    this.#parts.ui.show({ permissions: this.#parts.gate.offered.map((permission) => this.#viewOf(permission)) })
  }

  [Symbol.dispose](): void {
    this.#listeners.dispose()
  }

  #viewOf(permission: PermissionView['permission']): PermissionView {
    const { gate, times } = this.#parts
    const granted = gate.granted.includes(permission)
    return { permission, granted, until: times.until(permission), canGrant: gate.canGrant(permission) }
  }

  #ended(ending: Ending): EndedStage {
    const { words, values, exitStatus } = ending
    const { speaker, clock, bytes, removesItself } = this.#parts
    return {
      kind: 'ended',
      sentence: speaker.t(words, values),
      isGood: exitStatus === EXIT.ended || exitStatus === EXIT.endedBeforeStart,
      mayTryAgain: mayTryAgain(ending),
      lastedMs: this.#started && clock.monotonic() - this.#started.at,
      bytes: bytes(),
      removesItself: removesItself && isUsedUp(exitStatus),
    }
  }
}
