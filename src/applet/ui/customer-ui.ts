import type { Permission } from '../../protocol/permission.ts'
import type { LogEntry } from '../session/session-log.ts'
import type { ChosenFile } from './shell.ts'
import type { ChatLine, CustomerView, PromptView } from './view/customer-view.ts'

/** What is asked of the customer, and what a Yes would mean. */
export interface Prompt {
  readonly kind: PromptView['kind']
  /** What it is about; empty where it is about none. */
  readonly permissions: readonly Permission[]
  readonly technician: string
  /** The whole question. */
  readonly text: string
  /** That nobody checked who asks; stands in front of the question. */
  readonly warning: string | undefined
  /** Ticked one by one; empty when there is one thing to say yes to. */
  readonly choices: readonly Permission[]
  /** How many minutes a Yes may be for. */
  readonly minutes: readonly number[]
  /** Milliseconds the customer has; the caller keeps the time. */
  readonly timeMs: number
}

export type PromptAnswer =
  | { readonly answer: 'yes'; readonly ticked: readonly Permission[]; readonly minutes: number | undefined }
  | { readonly answer: 'no' }

/** What the customer can do on their own, at any time, with or without a network. */
export interface CustomerUiEvents {
  /** The large X. */
  revokeAll: undefined
  /** The small X. */
  end: undefined
  /** A message to the technician. */
  said: string
  switched: { readonly permission: Permission; readonly on: boolean }
  linkPressed: string
  /** A file for the technician: by its path, or its bytes. */
  fileChosen: string | ChosenFile
  filePlaced: { readonly file: string; readonly folder: string }
  fileRefused: string
  logSaved: { readonly format: 'text' | 'verifiable'; readonly folder: string }
  /** The shell that showed everything is gone. */
  windowLost: undefined
}

/** How the applet talks with the customer, whatever it is made of. */
export interface CustomerUi {
  /** Changes some of what is shown; the sentence about it comes as a log entry, too. */
  show(change: Partial<Pick<CustomerView, Shown>>): void
  showLogEntry(entry: LogEntry): void
  /** New, or delivered now. */
  showChat(line: ChatLine): void
  /** Resolves with the customer's own answer, or with `no` as soon as the signal aborts. */
  ask(prompt: Prompt, closed: AbortSignal): Promise<PromptAnswer>
  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable
}

type Shown =
  | 'company'
  | 'technician'
  | 'trust'
  | 'code'
  | 'permissions'
  | 'isSeen'
  | 'activeSince'
  | 'files'
  | 'fileWanted'
  | 'notice'
  | 'stage'
