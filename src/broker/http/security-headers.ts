import type { FastifyInstance } from 'fastify'

const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data: blob:`,
  `connect-src 'self'`,
  `font-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ')

const ONE_YEAR_S = 365 * 24 * 60 * 60

/** On every answer, errors included. */
export function addSecurityHeaders(app: FastifyInstance, secure: boolean): void {
  const headers = {
    'content-security-policy': POLICY,
    'cross-origin-opener-policy': 'same-origin',
    // With the one before it, browsers let the console share memory between its threads.
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(secure && { 'strict-transport-security': `max-age=${ONE_YEAR_S}` }),
  }
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
}
