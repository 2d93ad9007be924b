import { Emitter } from '../../base/emitter.ts'
import { type ConsoleMessage, PEER_CATALOG } from '../../protocol/peer/catalog.ts'
import { ALL_PERMISSIONS, grantsOf, lostWith, PERMISSIONS, type Permission } from '../../protocol/permission.ts'

declare const passedGate: unique symbol

/** A message that the gate let through. Nothing else in the program can make one. */
export type Permitted<M extends ConsoleMessage> = M & { readonly [passedGate]: true }

export type Admission<M extends ConsoleMessage> =
  | { readonly permitted: Permitted<M> }
  | { readonly refused: 'not-permitted' | 'prompt-open' }

/** Whether the customer wanted it, its time was over, or a rule did: a page that left for too long, or another that came. */
export type RevokeCause = 'customer' | 'time' | 'rule'

interface GateEvents {
  /** The complete set, after each change. */
  changed: readonly Permission[]
  /** What was just taken back. */
  revoked: { readonly permissions: readonly Permission[]; readonly cause: RevokeCause }
  /** What could be granted is more or less than before. */
  offerChanged: undefined
  /** Whether a prompt is on the screen. */
  prompting: boolean
}

/**
 * The only door from the wire to the screen and the input. What a message needs stands in the catalog; whether it is
 * granted is known here alone. The broker has no say in it.
 */
export class PermissionGate {
  readonly #granted = new Set<Permission>()
  /** A Yes to one act each, which has not been carried out yet. */
  readonly #once = new Set<Permission>()
  readonly #leases = new Map<Permission, Set<AbortController>>()
  readonly #emitter = new Emitter<GateEvents>()
  #openPrompts = 0
  #offered: readonly Permission[] = ALL_PERMISSIONS
  #most: readonly Permission[] = ALL_PERMISSIONS
  #epoch = 0

  /** Counts the times that rights were narrowed. What was sealed under an earlier count is not carried out. */
  get epoch(): number {
    return this.#epoch
  }

  get granted(): readonly Permission[] {
    return [...this.#granted]
  }

  on<E extends keyof GateEvents>(event: E, listener: (value: GateEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Whether a Yes to this permission could have an effect now. */
  canGrant(permission: Permission): boolean {
    return grantsOf(permission).every((granted) => this.#offered.includes(granted) && this.#most.includes(granted))
  }

  /** A permission that is asked for each time is granted for the next act alone. */
  grant(permission: Permission): void {
    if (!this.canGrant(permission)) return
    if (PERMISSIONS[permission].asked === 'each-time') return void this.#once.add(permission)
    for (const granted of grantsOf(permission)) this.#granted.add(granted)
    this.#emitter.emit('changed', this.granted)
  }

  /** For whoever is on the other side now, no Yes goes beyond these. What goes beyond them already is taken back. */
  allowAtMost(permissions: readonly Permission[]): void {
    this.#most = permissions
    this.#dropExcess()
  }

  /** In this session nobody is offered more: what broker and operator leave over. It never widens again. */
  narrowTo(permissions: readonly Permission[]): void {
    this.#offered = this.#offered.filter((permission) => permissions.includes(permission))
    this.#dropExcess()
  }

  /** What may be asked for in this session. */
  get offered(): readonly Permission[] {
    return this.#offered
  }

  /** Takes the permission back, with all that include it, and aborts every lease on them before it returns. */
  revoke(permission: Permission, cause: RevokeCause = 'customer'): void {
    this.#remove(lostWith(permission), cause)
  }

  revokeAll(cause: RevokeCause = 'customer'): void {
    this.#once.clear()
    this.#remove(this.granted, cause)
  }

  #dropExcess(): void {
    for (const permission of this.#once) if (!this.canGrant(permission)) this.#once.delete(permission)
    this.#remove(
      this.granted.filter((permission) => !this.canGrant(permission)),
      'rule',
    )
    this.#emitter.emit('offerChanged', undefined)
  }

  #remove(permissions: readonly Permission[], cause: RevokeCause): void {
    const lost = permissions.filter((permission) => this.#granted.delete(permission))
    if (lost.length === 0) return
    this.#epoch += 1
    for (const permission of lost) {
      const leases = this.#leases.get(permission) ?? []
      this.#leases.delete(permission)
      for (const lease of leases) lease.abort()
    }
    this.#emitter.emit('changed', this.granted)
    this.#emitter.emit('revoked', { permissions: lost, cause })
  }

  /** For work that lasts, such as screen sharing: the signal aborts when the permission is taken back. */
  lease(permission: Permission): AbortSignal | undefined {
    if (!this.#granted.has(permission)) return undefined
    const controller = new AbortController()
    const leases = this.#leases.get(permission) ?? new Set()
    this.#leases.set(permission, leases.add(controller))
    return controller.signal
  }

  /**
   * Decides about one message at the moment it is to be carried out. While a prompt is open nothing that needs a permission
   * passes, so that injected input can never answer one. `grantEpoch`: what the sender knew of our narrowings.
   */
  admit<M extends ConsoleMessage>(message: M, grantEpoch: number): Admission<M> {
    const { requires } = PEER_CATALOG[message.type]
    if (requires !== 'nothing') {
      const isOutdated = grantEpoch < this.#epoch
      if (isOutdated || !this.#has(requires)) return { refused: 'not-permitted' }
      if (this.#openPrompts > 0 && requires === 'control') return { refused: 'prompt-open' }
      this.#once.delete(requires)
    }
    return { permitted: message as Permitted<M> }
  }

  #has(permission: Permission): boolean {
    return this.#granted.has(permission) || this.#once.has(permission)
  }

  get isPrompting(): boolean {
    return this.#openPrompts > 0
  }

  /** Held while a prompt is on the screen. */
  holdForPrompt(): Disposable {
    let held = true
    this.#promptsOpen(this.#openPrompts + 1)
    return {
      [Symbol.dispose]: () => {
        if (held) this.#promptsOpen(this.#openPrompts - 1)
        held = false
      },
    }
  }

  #promptsOpen(count: number): void {
    this.#openPrompts = count
    this.#emitter.emit('prompting', count > 0)
  }
}
