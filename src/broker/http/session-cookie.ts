// Adds the types of request.cookies and reply.setCookie.
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

const SECRET = /^[\w-]{43}$/

/** `__Host-`: no other host and no page without TLS can set it. Browsers accept that prefix under https only. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-session' : 'session'
}

function attributes(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
}

export function readSessionCookie(request: FastifyRequest, secure: boolean): string | undefined {
  const value = request.cookies[cookieName(secure)]
  return value !== undefined && SECRET.test(value) ? value : undefined
}

export function setSessionCookie(reply: FastifyReply, secure: boolean, value: string): void {
  reply.setCookie(cookieName(secure), value, attributes(secure))
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(cookieName(secure), attributes(secure))
}
