import * as v from 'valibot'
import { filledText, identifier, instant, permissionIds, personName, pin, secret, text } from '../fields.ts'
import { LIMITS } from '../limits.ts'
import { sessionLogLine, sessionView } from './session-view.ts'

/** Shapes of the HTTP API between console and broker. Our own bodies are strict: an unknown field is an error. */
const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(LIMITS.emailLength))
const newPassword = v.pipe(
  v.string(),
  v.minLength(12, 'Use at least 12 characters.'),
  v.maxLength(LIMITS.passwordLength),
)

export const ROLES = ['technician', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const newUser = v.strictObject({ email, name: personName, role: v.picklist(ROLES) })
export const setUpBody = v.strictObject({ token: secret, email, name: personName, password: newPassword })
export const signInBody = v.strictObject({ email, password: text(LIMITS.passwordLength) })
export const signInLinkBody = v.strictObject({ token: secret })
export const createSessionBody = v.strictObject({ name: v.pipe(text(LIMITS.nameLength), v.trim()) })
export const sessionParams = v.strictObject({ id: identifier })
export const ticketBody = v.variant('purpose', [
  v.strictObject({ purpose: v.literal('sessions') }),
  v.strictObject({ purpose: v.literal('screen'), sessionId: identifier }),
])
export const pinBody = v.strictObject({ pin })
export const password = newPassword

/** Who is signed in; `csrf` goes into the `x-csrf-token` header of every request that changes something. */
export const account = v.object({
  email: v.string(),
  name: v.string(),
  role: v.picklist(ROLES),
  company: v.string(),
  /** What a technician of this broker may ask a customer for, at most. */
  permissions: permissionIds,
  csrf: v.string(),
})
export const createdSession = v.object({ session: sessionView })
export const sessionLog = v.object({ lines: v.array(sessionLogLine) })
export const ticket = v.object({ ticket: secret, expiresAt: instant })

/** Every error answer: a code for a machine, a sentence for a person. */
export const errorBody = v.object({ error: filledText(64), message: v.string() })

export type Account = v.InferOutput<typeof account>
export type ErrorBody = v.InferOutput<typeof errorBody>

/** The WebSocket subprotocols: the first names our protocol, the second carries the ticket, so no secret stands in a URL. */
export const SOCKET_PROTOCOL = 'open-rescue.v1'
export const TICKET_PROTOCOL_PREFIX = 'ticket.'
export const SOCKET_PATHS = {
  applet: '/socket/applet',
  sessions: '/socket/sessions',
  screen: '/socket/screen',
} as const
export const CSRF_HEADER = 'x-csrf-token'
