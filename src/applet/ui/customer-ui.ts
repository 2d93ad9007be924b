import type { Permission } from '../../protocol/permission.ts'
import type { LogEntry } from '../session/session-log.ts'
import type { AppletStatus } from '../session/session-state.ts'

export interface Prompt {
  readonly permission: Permission
  readonly technician: string
  readonly company: string
  readonly isVerified: boolean
  /** The whole sentence. */
  readonly text: string
  /** Milliseconds the customer has; the caller keeps the time. */
  readonly timeMs: number
}

export type Trust = 'verified' | 'unverified'

export interface ChatLine {
  readonly from: 'customer' | 'technician'
  /** As the customer knows them. */
  readonly name: string
  readonly time: number
  readonly text: string
}

/** What the customer can do on their own, at any time, with or without a network. */
export interface CustomerUiEvents {
  /** The large X. */
  revokeAll: undefined
  /** The small X. */
  end: undefined
  /** A message to the technician. */
  said: string
}

/** How the applet talks with the customer, whatever it is made of. */
export interface CustomerUi extends AsyncDisposable {
  readonly name: string
  /** The sentence about it comes as a log entry, too. */
  showStatus(status: AppletStatus): void
  /** Whether the technician knows the digits; the sentence about it comes as a log entry, too. */
  showTrust(trust: Trust): void
  showPermissions(granted: readonly Permission[]): void
  showLogEntry(entry: LogEntry): void
  /** Six digits to read aloud; undefined when they are not needed (any more). */
  showCode(digits: string | undefined): void
  showChat(line: ChatLine): void
  /** Resolves with the customer's own answer, or with `no` as soon as the signal aborts. */
  ask(prompt: Prompt, closed: AbortSignal): Promise<'yes' | 'no'>
  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable
}

/** In two groups, as one reads them over the phone. */
export function readAloud(digits: string): string {
  return `Read these digits to your technician: ${digits.slice(0, 3)} ${digits.slice(3)}`
}
