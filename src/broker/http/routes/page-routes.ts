import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { pinBody } from '../../../protocol/broker/http-api.ts'
import type { PinDoor } from '../../session/pin-door.ts'
import type { SessionRegistry } from '../../session/session-registry.ts'
import { ignoreRefusal } from '../../session/session-state.ts'
import { typedPin } from '../../session/typed-pin.ts'
import type { CustomerPages } from '../customer-pages.ts'
import { type Route, route } from '../route.ts'
import { sendPage } from '../send-page.ts'

interface Parts {
  readonly pages: CustomerPages
  readonly pinDoor: PinDoor
  readonly registry: SessionRegistry
  readonly pagesDir: string
  addressOf(request: FastifyRequest): string
}

const entryQuery = v.object({ code: v.fallback(v.string(), '') })
const entryForm = v.object({ code: v.fallback(v.pipe(v.string(), v.trim()), '') })

/** The pages, as the build left them in `pagesDir`. */
export function pageRoutes(parts: Parts): Route[] {
  return [...entryRoutes(parts), ...consoleRoutes(parts.pagesDir)]
}

function entryRoutes({ pages, pinDoor, registry, addressOf }: Parts): Route[] {
  async function tryCode(code: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const pin = typedPin(code)
    if (pin === '') return pages.sendEntry(request, reply, 'missing')
    if (!v.is(pinBody, { pin })) return pages.sendEntry(request, reply, 'malformed', { code })
    const seen = await pinDoor.see(pin, addressOf(request))
    if (seen.outcome === 'too-many-tries') {
      reply.header('retry-after', Math.ceil(seen.waitMs / 1000))
      return pages.sendEntry(request, reply, seen.outcome, { code, waitMs: seen.waitMs })
    }
    if (seen.outcome !== 'live') return pages.sendEntry(request, reply, seen.outcome, { code })
    if (seen.restarted) {
      await registry.apply(seen.sessionId, { type: 'pin-restarted', expiresAt: seen.expiresAt }).catch(ignoreRefusal)
    }
    return pages.sendDownload(request, reply, pin)
  }

  return [
    route({
      method: 'GET',
      url: '/',
      access: 'public',
      about: 'The page where a customer enters a PIN; `?code=` fills the box and starts nothing.',
      handle: ({ request, reply }) => pages.sendEntry(request, reply, 'asked', v.parse(entryQuery, request.query)),
    }),
    route({
      method: 'POST',
      url: '/',
      access: 'public',
      about: 'A PIN from the entry page’s form.',
      body: entryForm,
      handle: ({ body, request, reply }) => tryCode(body.code, request, reply),
    }),
  ]
}

function consoleRoutes(pagesDir: string): Route[] {
  return [
    ...['/console', '/console/'].map((url) =>
      route({
        method: 'GET',
        url,
        access: 'public',
        about: 'The technician’s console.',
        handle: ({ reply }) => sendPage(reply, join(pagesDir, 'console.html')),
      }),
    ),
    route({
      method: 'GET',
      url: '/assets/*',
      access: 'public',
      about: 'Scripts and styles; their names change with their content.',
      params: v.object({ '*': v.string() }),
      handle: ({ params, reply }) =>
        reply.sendFile(params['*'], join(pagesDir, 'assets'), { maxAge: '1y', immutable: true }),
    }),
  ]
}
