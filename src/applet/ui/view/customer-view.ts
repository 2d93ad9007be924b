import type { Instant } from '../../../base/clock.ts'
import type { Permission } from '../../../protocol/permission.ts'

/**
 * Everything that the customer is shown at one moment, whole, as plain data (JSON): each shell draws it its own way, and one that
 * takes over from another begins with all of it. Only what is long comes in pieces of its own: lines of chat and log.
 */
export interface CustomerView {
  /** Of the words: `de-CH`. */
  readonly language: string
  readonly stage: Stage
  /** Empty as long as nobody told. */
  readonly company: string
  readonly technician: string | undefined
  readonly trust: Trust
  /** Six digits to read aloud, while they are wanted. */
  readonly code: string | undefined
  /** At most one is open. */
  readonly prompt: PromptView | undefined
  /** What may be allowed in this session, in the order in which it is shown. */
  readonly permissions: readonly PermissionView[]
  /** Whether pictures of the screen leave this computer now. */
  readonly isSeen: boolean
  readonly activeSince: Instant | undefined
  readonly files: readonly FileView[]
  /** Where files may be saved without typing a path. */
  readonly places: readonly PlaceView[]
  /** The technician asked for a file, was allowed to, and waits for one to be chosen. */
  readonly fileWanted: boolean
  /** A sentence about what was just not done, and why; gone with the next act. */
  readonly notice: string | undefined
  /** Answers come from a file. */
  readonly testMode: boolean
}

export type Trust = 'nobody' | 'unverified' | 'verified'

/** Where the customer is in the story; each has a face of its own. */
export type Stage =
  /** Did you call them? */
  | { readonly kind: 'warning' }
  /** The box for the code, with what was wrong with the last one. */
  | { readonly kind: 'pin'; readonly trouble: string | undefined }
  | { readonly kind: 'terms'; readonly text: string; readonly toTheEnd: boolean }
  | { readonly kind: 'connecting' | 'waiting' | 'active' | 'on-hold' | 'reconnecting' }
  | EndedStage

export interface EndedStage {
  readonly kind: 'ended'
  /** What happened and what to do now. */
  readonly sentence: string
  /** Whether it ended as sessions should. */
  readonly isGood: boolean
  /** The same code may work in a moment; the customer says when. */
  readonly mayTryAgain: boolean
  /** Milliseconds from Start to the end; undefined if it never started. */
  readonly lastedMs: number | undefined
  /** Both ways, all of this session. */
  readonly bytes: number
  /** Whether the program goes away with this window. */
  readonly removesItself: boolean
}

export interface PermissionView {
  readonly permission: Permission
  readonly granted: boolean
  /** When the grant ends by itself. */
  readonly until: Instant | undefined
  /** Whether a Yes could have an effect now. */
  readonly canGrant: boolean
}

export interface PromptView {
  /** Grows; an answer names it. */
  readonly id: number
  readonly kind: 'permission' | 'bundle' | 'again' | 'switch' | 'join' | 'link'
  /** What it is about; empty where it is about none. */
  readonly permissions: readonly Permission[]
  /** The whole question. */
  readonly text: string
  /** Words in front of it that must not be missed: who asks is not verified. */
  readonly warning: string | undefined
  /** Ticked one by one; empty when there is one thing to say yes to. */
  readonly choices: readonly Permission[]
  /** How many minutes a Yes may be for; empty when it is for as long as the customer wants. */
  readonly minutes: readonly number[]
  readonly openedAt: Instant
  /** Milliseconds; then the answer is No. */
  readonly timeMs: number
}

export interface FileView {
  readonly id: string
  readonly direction: 'sent' | 'received'
  readonly name: string
  readonly bytes: number
  readonly doneBytes: number
  /** `offered`: the technician sends it and the customer has not said where to. */
  readonly state: 'offered' | 'waiting' | 'running' | 'interrupted' | 'done' | 'failed' | 'refused'
  /** Where it is now, or why it failed. */
  readonly sentence: string | undefined
}

export interface PlaceView {
  readonly id: PlaceId
  readonly path: string
}

export type PlaceId = 'downloads' | 'desktop' | 'documents'

export interface ChatLine {
  readonly id: number
  readonly from: 'customer' | 'technician'
  /** As the customer knows them. */
  readonly name: string
  readonly time: Instant
  readonly text: string
  /** Whether the other side has it; what the technician wrote always is. */
  readonly delivered: boolean
}

/** A line of the session log, as far as it is shown. */
export interface LogLine {
  readonly seq: number
  readonly time: Instant
  readonly kind: string
  readonly text: string
}
