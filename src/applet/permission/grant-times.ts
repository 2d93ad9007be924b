import type { Clock, Instant } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import { LASTING_PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import type { PermissionGate } from './permission-gate.ts'

const MINUTE_MS = 60_000

/** Minutes after which the customer is asked whether what they allowed is still right. */
const CONFIRM_MINUTES = 30

/** How long grants last: what was allowed for a time ends with it, and what lasts is asked about again after half an hour. */
export class GrantTimes implements Disposable {
  readonly #gate: PermissionGate
  readonly #clock: Clock
  readonly #limits = new Map<Permission, { readonly until: Instant; readonly timer: Disposable }>()
  readonly #emitter = new Emitter<{ due: number }>()
  readonly #changes: Disposable
  #confirm: Disposable | undefined

  constructor(gate: PermissionGate, clock: Clock) {
    this.#gate = gate
    this.#clock = clock
    this.#changes = gate.on('changed', (granted) => this.#changed(granted))
  }

  /** `due`: it is time to ask; the minutes since it was allowed or confirmed. */
  on(event: 'due', listener: (minutes: number) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** When the permission ends by itself, by the wall clock; for people to see. */
  until(permission: Permission): Instant | undefined {
    return this.#limits.get(permission)?.until
  }

  /** The grant ends after these minutes; what it includes stays. */
  limit(permission: Permission, minutes: number): void {
    this.#limits.get(permission)?.timer[Symbol.dispose]()
    const timer = this.#clock.after(minutes * MINUTE_MS, () => this.#gate.revoke(permission, 'time'))
    this.#limits.set(permission, { until: this.#clock.now() + minutes * MINUTE_MS, timer })
  }

  [Symbol.dispose](): void {
    this.#changes[Symbol.dispose]()
    this.#changed([])
  }

  #changed(granted: readonly Permission[]): void {
    for (const [permission, { timer }] of this.#limits) {
      if (granted.includes(permission)) continue
      timer[Symbol.dispose]()
      this.#limits.delete(permission)
    }
    const isLasting = LASTING_PERMISSIONS.some((permission) => granted.includes(permission))
    if (isLasting === (this.#confirm !== undefined)) return
    this.#confirm?.[Symbol.dispose]()
    this.#confirm = isLasting ? this.#plan() : undefined
  }

  #plan(): Disposable {
    return this.#clock.after(CONFIRM_MINUTES * MINUTE_MS, () => {
      this.#confirm = this.#plan()
      this.#emitter.emit('due', CONFIRM_MINUTES)
    })
  }
}
