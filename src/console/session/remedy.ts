import type { Instant } from '../../base/clock.ts'
import type { Permission } from '../../protocol/permission.ts'
import type { CodeWanted } from './verification.ts'

/** What a technician can do about it. */
export type Remedy = { readonly kind: 'ask'; readonly permission: Permission } | { readonly kind: 'reconnect' }

/** What keeps the technician from working, in words. */
export interface Situation {
  readonly title: string
  readonly hint?: string
  readonly digits?: string
  /** The digits that the technician has to type. */
  readonly code?: CodeWanted
  /** When it is over. */
  readonly deadline?: Instant | undefined
  /** Somebody or something else has to move first. */
  readonly waiting?: boolean
  /** Somebody may be in between: it must not look like an end as any other. */
  readonly alarm?: boolean
  readonly remedy?: Remedy & { readonly label: string }
}
