import { Emitter } from '../../base/emitter.ts'
import { type ConsoleMessage, PEER_CATALOG } from '../../protocol/peer/catalog.ts'
import { ALL_PERMISSIONS, grantsOf, lostWith, type Permission } from '../../protocol/permission.ts'

declare const passedGate: unique symbol

/** A message that the gate let through. Nothing else in the program can make one. */
export type Permitted<M extends ConsoleMessage> = M & { readonly [passedGate]: true }

export type Admission<M extends ConsoleMessage> =
  | { readonly permitted: Permitted<M> }
  | { readonly refused: 'not-permitted' | 'prompt-open' }

/** Whether the customer wanted it, or a rule did: a page that left for too long, or another one that came. */
type Cause = 'customer' | 'rule'

interface GateEvents {
  /** The complete set, after each change. */
  changed: readonly Permission[]
  /** What was just taken back. */
  revoked: { readonly permissions: readonly Permission[]; readonly cause: Cause }
}

/**
 * The only door from the wire to the screen and the input. What a message needs stands in the catalog; whether it is
 * granted is known here alone. The broker has no say in it.
 */
export class PermissionGate {
  readonly #granted = new Set<Permission>()
  readonly #leases = new Map<Permission, Set<AbortController>>()
  readonly #emitter = new Emitter<GateEvents>()
  #openPrompts = 0
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
    return grantsOf(permission).every((granted) => this.#most.includes(granted))
  }

  grant(permission: Permission): void {
    if (!this.canGrant(permission)) return
    for (const granted of grantsOf(permission)) this.#granted.add(granted)
    this.#emitter.emit('changed', this.granted)
  }

  /** For whoever is on the other side now, no Yes goes beyond these. What goes beyond them already is taken back. */
  allowAtMost(permissions: readonly Permission[]): void {
    this.#most = permissions
    this.#remove(
      this.granted.filter((permission) => !this.canGrant(permission)),
      'rule',
    )
  }

  /** Takes the permission back, with all that include it, and aborts every lease on them before it returns. */
  revoke(permission: Permission): void {
    this.#remove(lostWith(permission), 'customer')
  }

  revokeAll(cause: Cause = 'customer'): void {
    this.#remove(this.granted, cause)
  }

  #remove(permissions: readonly Permission[], cause: Cause): void {
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
      if (isOutdated || !this.#granted.has(requires)) return { refused: 'not-permitted' }
      if (this.#openPrompts > 0 && requires === 'control') return { refused: 'prompt-open' }
    }
    return { permitted: message as Permitted<M> }
  }

  /** Held while a prompt is on the screen. */
  holdForPrompt(): Disposable {
    this.#openPrompts += 1
    let held = true
    return {
      [Symbol.dispose]: () => {
        if (held) this.#openPrompts -= 1
        held = false
      },
    }
  }
}
