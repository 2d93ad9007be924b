import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { pinBody } from '../../../protocol/broker/http-api.ts'
import type { PublicAddress } from '../../public-address.ts'
import type { PinDoor, PinOutcome } from '../../session/pin-door.ts'
import { PIN_TEXTS } from '../../session/pin-texts.ts'
import type { SessionRegistry } from '../../session/session-registry.ts'
import { ignoreRefusal } from '../../session/session-state.ts'
import { fillTemplate } from '../page-template.ts'
import { type Route, route } from '../route.ts'

interface Parts {
  readonly pinDoor: PinDoor
  readonly registry: SessionRegistry
  readonly pagesDir: string
  readonly company: string
  readonly address: PublicAddress
  addressOf(request: FastifyRequest): string
}

/** Longer ones are no PIN and are not shown again. */
const SHOWN_CODE_LENGTH = 16

const entryQuery = v.object({ code: v.fallback(v.string(), '') })
const entryForm = v.object({ code: v.fallback(v.pipe(v.string(), v.trim()), '') })

type EntryOutcome = 'asked' | 'missing' | 'malformed' | Exclude<PinOutcome, 'redeemed'>

const STATUS_OF: Readonly<Partial<Record<EntryOutcome, number>>> = { asked: 200, live: 200, 'too-many-tries': 429 }

/** The pages, as the build left them in `pagesDir`. The entry page is filled in here, so that it works without JavaScript. */
export function pageRoutes({ pinDoor, registry, pagesDir, company, address, addressOf }: Parts): Route[] {
  async function entryPage(reply: FastifyReply, outcome: EntryOutcome, code: string) {
    const html = await readPage(reply, join(pagesDir, 'index.html'))
    if (html === undefined) return reply
    const found = outcome === 'live'
    const error = found || outcome === 'asked' ? '' : PIN_TEXTS[outcome]
    const hidden = (isHidden: boolean) => (isHidden ? 'hidden' : '')
    return reply.code(STATUS_OF[outcome] ?? 400).send(
      fillTemplate(html, {
        company,
        code: code.slice(0, SHOWN_CODE_LENGTH),
        error,
        errorHidden: hidden(error === ''),
        formHidden: hidden(found),
        downloadHidden: hidden(!found),
        pin: found ? code : '',
        command: found ? `npm run applet -- ${code} --broker ${address.url}` : '',
      }),
    )
  }

  async function tryCode(code: string, address: string): Promise<EntryOutcome> {
    if (code === '') return 'missing'
    if (!v.is(pinBody, { pin: code })) return 'malformed'
    const seen = await pinDoor.see(code, address)
    if (seen.outcome === 'live' && seen.restarted) {
      await registry.apply(seen.sessionId, { type: 'pin-restarted', expiresAt: seen.expiresAt }).catch(ignoreRefusal)
    }
    return seen.outcome
  }

  const console = async ({ reply }: { reply: FastifyReply }) => {
    const html = await readPage(reply, join(pagesDir, 'console.html'))
    return html === undefined ? reply : reply.send(html)
  }

  return [
    route({
      method: 'GET',
      url: '/',
      access: 'public',
      about: 'The page where a customer enters a PIN; `?code=` fills the box and starts nothing.',
      handle: ({ request, reply }) => entryPage(reply, 'asked', v.parse(entryQuery, request.query).code),
    }),
    route({
      method: 'POST',
      url: '/',
      access: 'public',
      about: 'A PIN from the entry page’s form.',
      body: entryForm,
      handle: async ({ body, request, reply }) =>
        entryPage(reply, await tryCode(body.code, addressOf(request)), body.code),
    }),
    ...['/console', '/console/'].map((url) =>
      route({ method: 'GET', url, access: 'public', about: 'The technician’s console.', handle: console }),
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

/** The page, or undefined after an answer that says how to get it. */
async function readPage(reply: FastifyReply, file: string): Promise<string | undefined> {
  try {
    const html = await readFile(file, 'utf8')
    reply.type('text/html; charset=utf-8')
    return html
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built yet: npm run build\n')
    return undefined
  }
}
