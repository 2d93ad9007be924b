import { signal } from '@preact/signals'
import { LIMITS } from '../../protocol/limits.ts'
import type { Answer } from '../../protocol/peer/messages/permission.ts'
import { ALL_PERMISSIONS, grantsOf, PERMISSIONS, type Permission } from '../../protocol/permission.ts'

/**
 * Where a permission stands, as far as this side knows. `requested`: our question is on its way; `asked`: the customer sees
 * it; `no` and `timeout`: the last answer; `taken-back`: granted before, not any more.
 */
export type ConsentState = 'none' | 'requested' | 'asked' | 'granted' | Exclude<Answer, 'yes'> | 'taken-back'

export type ConsentStates = Readonly<Record<Permission, ConsentState>>

const NOTHING = Object.fromEntries(ALL_PERMISSIONS.map((permission) => [permission, 'none'])) as ConsentStates

/** What the customer has allowed. Only the applet's list grants anything; the rest is what the technician reads meanwhile. */
export class Consent {
  readonly states = signal<ConsentStates>(NOTHING)
  /** What was talked about last. */
  readonly latest = signal<Permission>('view')

  readonly #now: () => number
  #beforeCut: { readonly granted: readonly Permission[]; readonly at: number } | undefined

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  granted(permission: Permission): boolean {
    return this.states.peek()[permission] === 'granted'
  }

  requested(permission: Permission): void {
    this.#set(permission, 'requested')
  }

  asked(permission: Permission): void {
    this.#set(permission, 'asked')
  }

  /** A Yes shows when the applet's list says so. */
  answered(permission: Permission, answer: Answer): void {
    if (answer !== 'yes') this.#set(permission, answer)
    else if (PERMISSIONS[permission].asked === 'each-time') this.#set(permission, 'none')
  }

  listed(granted: readonly Permission[]): void {
    const had = [...this.#granted(), ...this.#keptOverCut()]
    const lost = ALL_PERMISSIONS.filter((permission) => had.includes(permission) && !granted.includes(permission))
    this.#beforeCut = undefined
    for (const permission of granted) this.#set(permission, 'granted')
    for (const permission of lost) this.#set(permission, 'taken-back')
    // Whoever lost control with the view wants control again: it brings the view along.
    const [widest] = lost.toSorted((one, other) => grantsOf(other).length - grantsOf(one).length)
    if (widest) this.latest.value = widest
  }

  /** The technician has read that there was a No. */
  noted(permission: Permission): void {
    if (!this.granted(permission)) this.#set(permission, 'none')
  }

  /** Until the next list nothing is known. What it then lacks of what was granted, the customer took back meanwhile. */
  cut(): void {
    const granted = this.#granted()
    if (granted.length > 0) this.#beforeCut = { granted, at: this.#now() }
    this.states.value = NOTHING
  }

  /** The conversation is over: the next one begins with nothing. */
  forget(): void {
    this.#beforeCut = undefined
    this.states.value = NOTHING
  }

  #granted(): readonly Permission[] {
    return ALL_PERMISSIONS.filter((permission) => this.granted(permission))
  }

  /** After a long cut they ended by themselves; the applet may have noticed the cut earlier than this page. */
  #keptOverCut(): readonly Permission[] {
    if (!this.#beforeCut) return []
    const { granted, at } = this.#beforeCut
    return this.#now() - at < LIMITS.grantsKeptMs - LIMITS.silenceMs ? granted : []
  }

  #set(permission: Permission, state: ConsentState): void {
    if (state !== 'granted' && state !== 'taken-back') this.latest.value = permission
    this.states.value = { ...this.states.peek(), [permission]: state }
  }
}
