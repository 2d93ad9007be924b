import * as v from 'valibot'
import { identifier, instant, text } from '../fields.ts'
import { LIMITS } from '../limits.ts'
import { END_REASONS, STATUSES } from './status.ts'

/** A session as its technician sees it. */
export const sessionView = v.object({
  id: identifier,
  name: text(LIMITS.nameLength),
  status: v.picklist(STATUSES),
  /** When this status began. */
  since: instant,
  createdAt: instant,
  reason: v.optional(v.picklist(END_REASONS)),
  /** Only while it can still be used. */
  pin: v.optional(v.string()),
  pinExpiresAt: v.optional(instant),
  /** The customer's system, as the applet told it: `Linux`, `Windows`, `macOS`. */
  platform: v.optional(text(LIMITS.nameLength)),
})

export type SessionView = v.InferOutput<typeof sessionView>

/** One line of what the broker saw happen to a session. */
export const sessionLogLine = v.object({ time: instant, text: text(200) })

export type SessionLogLine = v.InferOutput<typeof sessionLogLine>
