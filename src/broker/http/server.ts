import cookie from '@fastify/cookie'
import files from '@fastify/static'
import { type FastifyInstance, fastify } from 'fastify'
import type { Logger } from '../../base/logger.ts'
import type { WebSessions } from '../account/web-sessions.ts'
import type { BrokerOptions } from '../options.ts'
import type { PublicAddress } from '../public-address.ts'
import { guardRoutes } from './auth.ts'
import { refuseForgery } from './csrf.ts'
import { answerErrors } from './error-answer.ts'
import { malformedRequest } from './malformed-request.ts'
import { openApiRoute } from './openapi.ts'
import { type Route, register } from './route.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { validateWithValibot } from './validation.ts'

const BODY_BYTES = 16 * 1024
/** Milliseconds for a TLS handshake and for a request's head, and for all of it; the checks for both run every `CHECK_MS`. */
const HEAD_MS = 10_000
const REQUEST_MS = 15_000
const CHECK_MS = 5000

interface Parts {
  readonly options: BrokerOptions
  readonly address: PublicAddress
  readonly webSessions: WebSessions
  readonly routes: readonly Route[]
  readonly logger: Logger
}

/** The HTTP side: rules that hold for all routes, then the routes. It does not listen yet. */
export async function createServer(parts: Parts): Promise<FastifyInstance> {
  const { options, address, webSessions, routes, logger } = parts
  const limits = { headersTimeout: HEAD_MS, handshakeTimeout: HEAD_MS, connectionsCheckingInterval: CHECK_MS }
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    // Fastify sets its own, none, over what stands beside it in `limits`.
    requestTimeout: REQUEST_MS,
    ...malformedRequest,
    ...(options.tls ? { https: { ...limits, ...options.tls } } : { http: limits }),
  }) as FastifyInstance
  addSecurityHeaders(app, address.secure)
  await app.register(cookie)
  guardRoutes(app, webSessions, address.secure)
  refuseForgery(app, address)
  validateWithValibot(app)
  answerErrors(app, logger)
  await app.register(files, { root: options.pagesDir, serve: false })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, form: string) => Object.fromEntries(new URLSearchParams(form)),
  )
  for (const each of [...routes, openApiRoute(routes, address.secure)]) register(app, each)
  return app
}
