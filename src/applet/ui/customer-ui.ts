import type { Permission } from '../../protocol/permission.ts'
import type { LogEntry } from '../session/session-log.ts'
import type { AppletStatus } from '../session/session-state.ts'

export interface Prompt {
  readonly permission: Permission
  readonly technician: string
  readonly company: string
  /** The whole sentence. */
  readonly text: string
  /** Milliseconds the customer has; the caller keeps the time. */
  readonly timeMs: number
}

/** What the customer can do on their own, at any time, with or without a network. */
export interface CustomerUiEvents {
  /** The large X. */
  revokeAll: undefined
  /** The small X. */
  end: undefined
}

/** How the applet talks with the customer, whatever it is made of. */
export interface CustomerUi extends AsyncDisposable {
  readonly name: string
  /** The sentence about it comes as a log entry, too. */
  showStatus(status: AppletStatus): void
  showPermissions(granted: readonly Permission[]): void
  showLogEntry(entry: LogEntry): void
  /** Resolves with the customer's own answer, or with `no` as soon as the signal aborts. */
  ask(prompt: Prompt, closed: AbortSignal): Promise<'yes' | 'no'>
  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable
}
