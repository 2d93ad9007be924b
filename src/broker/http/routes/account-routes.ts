import type { FastifyReply, FastifyRequest } from 'fastify'
import { account, setUpBody, signInBody, signInLinkBody } from '../../../protocol/broker/http-api.ts'
import type { Permission } from '../../../protocol/permission.ts'
import type { Accounts } from '../../account/accounts.ts'
import { csrfTokenOf, type WebSessions } from '../../account/web-sessions.ts'
import type { LimitedWarnings } from '../../limited-warnings.ts'
import type { AccountRecord } from '../../store/store.ts'
import type { SignInLimit } from '../rate-limit.ts'
import { RequestRefused } from '../request-refused.ts'
import { type Route, route } from '../route.ts'
import { clearSessionCookie, setSessionCookie } from '../session-cookie.ts'

interface Parts {
  readonly accounts: Accounts
  readonly webSessions: WebSessions
  readonly signInLimit: SignInLimit
  readonly failedSignIns: LimitedWarnings
  readonly company: string
  readonly permissions: readonly Permission[]
  readonly secure: boolean
  addressOf(request: FastifyRequest): string
}

/** Signing in and out. Each sign-in starts a new web session and ends the one before. */
export function accountRoutes(parts: Parts): Route[] {
  const { accounts, webSessions, signInLimit, company, permissions, secure, addressOf } = parts
  const view = ({ email, name, role }: AccountRecord, cookie: string) => ({
    email,
    name,
    role,
    company,
    permissions,
    csrf: csrfTokenOf(cookie),
  })

  async function signIn(record: AccountRecord, request: FastifyRequest, reply: FastifyReply) {
    if (request.caller) await webSessions.end(request.caller.webSession)
    const cookie = await webSessions.start(record)
    setSessionCookie(reply, secure, cookie)
    return view(record, cookie)
  }

  return [
    route({
      method: 'POST',
      url: '/api/set-up',
      access: 'public',
      about: 'Makes the first account, with the one-time token that the first start prints.',
      exists: () => accounts.mayBeSetUp(),
      body: setUpBody,
      answer: account,
      async handle({ body: { token, ...person }, request, reply }) {
        const record = await accounts.setUp(token, person)
        if (!record) throw linkRefused()
        return signIn(record, request, reply)
      },
    }),
    route({
      method: 'POST',
      url: '/api/sign-in',
      access: 'public',
      about: 'Signs in with e-mail and password.',
      body: signInBody,
      answer: account,
      async handle({ body: { email, password }, request, reply }) {
        signInLimit.count(addressOf(request), email)
        const record = await accounts.checkPassword(email, password)
        if (!record) {
          // Not what was typed as the e-mail address: now and then that is a password.
          parts.failedSignIns.warn({ address: addressOf(request) })
          throw new RequestRefused(401, 'sign-in-failed', 'Email or password is not right.')
        }
        return signIn(record, request, reply)
      },
    }),
    route({
      method: 'POST',
      url: '/api/sign-in-link',
      access: 'public',
      about: 'Signs in with the token of a one-time link.',
      body: signInLinkBody,
      answer: account,
      async handle({ body: { token }, request, reply }) {
        const record = await accounts.redeemSignInToken(token)
        if (!record) throw linkRefused()
        return signIn(record, request, reply)
      },
    }),
    route({
      method: 'POST',
      url: '/api/sign-out',
      access: 'technician',
      about: 'Ends the web session and closes its sockets.',
      async handle({ caller, reply }) {
        await webSessions.end(caller.webSession)
        clearSessionCookie(reply, secure)
      },
    }),
    route({
      method: 'GET',
      url: '/api/account',
      access: 'technician',
      about: 'Who is signed in.',
      answer: account,
      handle: ({ caller }) => view(caller.account, caller.cookie),
    }),
  ]
}

function linkRefused(): RequestRefused {
  return new RequestRefused(401, 'link-refused', 'This link has expired or has already been used. Ask for a new one.')
}
