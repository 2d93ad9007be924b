import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CSRF_HEADER } from '../../protocol/broker/http-api.ts'
import { csrfTokenOf } from '../account/web-sessions.ts'
import type { PublicAddress } from '../public-address.ts'
import { equalSecrets } from '../secret.ts'
import { RequestRefused } from './request-refused.ts'

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses what a foreign page made the browser send. Runs after the access check. */
export function refuseForgery(app: FastifyInstance, address: PublicAddress): void {
  app.addHook('onRequest', async (request) => {
    if (HARMLESS.has(request.method)) return
    if (!comesFromOurPage(request, address)) {
      throw new RequestRefused(403, 'foreign-page', 'This request did not come from our pages.')
    }
    const needsToken = !request.is404 && request.routeOptions.config.access !== 'public'
    if (needsToken && !hasToken(request)) {
      throw new RequestRefused(403, 'csrf-token-missing', 'This page is out of date. Load it again.')
    }
  })
}

/**
 * Browsers name the sender of every POST; a program that names none carries no user's cookie by accident. Sec-Fetch-Site
 * decides where it is sent, because under `no-referrer` our own form says `Origin: null`.
 */
function comesFromOurPage({ headers }: FastifyRequest, address: PublicAddress): boolean {
  const site = headers['sec-fetch-site']
  const foreignOrigin = headers.origin !== undefined && headers.origin !== 'null' && !address.isOwn(headers.origin)
  if (site !== undefined) return site === 'same-origin' && !foreignOrigin
  return headers.origin === undefined || address.isOwn(headers.origin)
}

function hasToken({ caller, headers }: FastifyRequest): boolean {
  const token = headers[CSRF_HEADER]
  return caller !== undefined && typeof token === 'string' && equalSecrets(token, csrfTokenOf(caller.cookie))
}
