import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { pinBody } from '../../../protocol/broker/http-api.ts'
import type { PublicAddress } from '../../public-address.ts'
import type { PinDoor } from '../../session/pin-door.ts'
import type { SessionRegistry } from '../../session/session-registry.ts'
import { ignoreRefusal } from '../../session/session-state.ts'
import { type EntryOutcome, fillEntryPage, statusOf } from '../entry-page.ts'
import { type Route, route } from '../route.ts'

interface Parts {
  readonly pinDoor: PinDoor
  readonly registry: SessionRegistry
  readonly pagesDir: string
  readonly company: string
  readonly address: PublicAddress
  addressOf(request: FastifyRequest): string
}

const entryQuery = v.object({ code: v.fallback(v.string(), '') })
const entryForm = v.object({ code: v.fallback(v.pipe(v.string(), v.trim()), '') })

/** The pages, as the build left them in `pagesDir`. The entry page is filled in here, so that it works without JavaScript. */
export function pageRoutes(parts: Parts): Route[] {
  return [...entryRoutes(parts), ...consoleRoutes(parts.pagesDir)]
}

function entryRoutes({ pinDoor, registry, pagesDir, company, address, addressOf }: Parts): Route[] {
  const show = (reply: FastifyReply, outcome: EntryOutcome, code: string) =>
    sendPage(reply, join(pagesDir, 'index.html'), (html) => {
      reply.code(statusOf(outcome))
      return fillEntryPage(html, { outcome, code, company, brokerUrl: address.url })
    })

  async function tryCode(code: string, client: string): Promise<EntryOutcome> {
    if (code === '') return 'missing'
    if (!v.is(pinBody, { pin: code })) return 'malformed'
    const seen = await pinDoor.see(code, client)
    if (seen.outcome === 'live' && seen.restarted) {
      await registry.apply(seen.sessionId, { type: 'pin-restarted', expiresAt: seen.expiresAt }).catch(ignoreRefusal)
    }
    return seen.outcome
  }

  return [
    route({
      method: 'GET',
      url: '/',
      access: 'public',
      about: 'The page where a customer enters a PIN; `?code=` fills the box and starts nothing.',
      handle: ({ request, reply }) => show(reply, 'asked', v.parse(entryQuery, request.query).code),
    }),
    route({
      method: 'POST',
      url: '/',
      access: 'public',
      about: 'A PIN from the entry page’s form.',
      body: entryForm,
      handle: async ({ body, request, reply }) => show(reply, await tryCode(body.code, addressOf(request)), body.code),
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
        handle: ({ reply }) => sendPage(reply, join(pagesDir, 'console.html'), (html) => html),
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

/** The page, or where it is missing how to get it. */
async function sendPage(reply: FastifyReply, file: string, fill: (html: string) => string): Promise<FastifyReply> {
  try {
    const html = await readFile(file, 'utf8')
    return reply.type('text/html; charset=utf-8').send(fill(html))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built yet: npm run build\n')
  }
}
