import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ROLES, type Role } from '../../protocol/broker/http-api.ts'
import type { WebSessions } from '../account/web-sessions.ts'
import { RequestRefused } from './request-refused.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Deny by default: a route that does not say who may call it cannot be registered. */
export function guardRoutes(app: FastifyInstance, webSessions: WebSessions, secure: boolean): void {
  app.decorateRequest('caller', undefined)
  app.addHook('onRoute', ({ config, url }) => {
    if (!config?.access) throw new Error(`route ${url} does not say who may call it`)
  })
  app.addHook('onRequest', async (request) => {
    request.caller = await callerOf(request, webSessions, secure)
    // A path that leads nowhere has no access of its own; it ends in 404 and shows nothing.
    const access = request.is404 ? 'public' : request.routeOptions.config.access
    if (access === 'public') return
    if (!request.caller) throw new RequestRefused(401, 'not-signed-in', 'Sign in first.')
    if (!access || !mayActAs(request.caller.account.role, access)) {
      throw new RequestRefused(403, 'not-allowed', 'Your account may not do this.')
    }
  })
}

async function callerOf(request: FastifyRequest, webSessions: WebSessions, secure: boolean) {
  const cookie = readSessionCookie(request, secure)
  const signedIn = cookie === undefined ? undefined : await webSessions.find(cookie)
  return cookie !== undefined && signedIn ? { ...signedIn, cookie } : undefined
}

/** Roles stand in the order of their rights; each includes those before it. */
function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}
