import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import cookie from '@fastify/cookie'
import { type FastifyRequest, fastify } from 'fastify'
import * as v from 'valibot'
import { requestedRange } from '../../../src/broker/download/byte-range.ts'
import type { Representation } from '../../../src/broker/download/check-artefact.ts'
import { chooseRepresentation } from '../../../src/broker/download/choose-representation.ts'
import { customerTargets } from '../../../src/broker/download/customer-targets.ts'
import { clientAddress } from '../../../src/broker/http/client-address.ts'
import { readSessionCookie } from '../../../src/broker/http/session-cookie.ts'
import { parseProxies } from '../../../src/broker/options.ts'
import * as api from '../../../src/protocol/broker/http-api.ts'
import type { Decoder } from '../decoder.ts'
import { sampleDocuments } from '../samples.ts'

const BODIES = [
  ...[api.newUser, api.setUpBody, api.signInBody, api.signInLinkBody, api.createSessionBody],
  ...[api.sessionParams, api.ticketBody, api.pinBody],
]
const ANSWERS = [api.account, api.createdSession, api.sessionLog, api.ticket, api.errorBody]

/** One row for many schemas: each input is offered to all of them. */
function schemas(name: string, all: readonly v.GenericSchema[]): Decoder {
  return {
    name,
    seeds: all.flatMap(sampleDocuments),
    refusals: [SyntaxError],
    decode(bytes) {
      const value: unknown = JSON.parse(Buffer.from(bytes).toString())
      return all.map((schema) => v.safeParse(schema, value)).map(({ success, output }) => (success ? output : null))
    },
  }
}

/** What Node leaves in a header, whatever was sent: Latin-1, or undefined for none. */
function header(name: string, seeds: readonly string[], decode: (value: string) => unknown): Decoder {
  return {
    name,
    seeds: seeds.map((seed) => Buffer.from(seed, 'latin1')),
    refusals: [],
    decode: (bytes) => decode(Buffer.from(bytes.subarray(0, 16_384)).toString('latin1')),
  }
}

const app = fastify()
await app.register(cookie)
const FILE = { bytes: 1000, etag: '"a"' }
const OUR_PROXIES = parseProxies('10.0.0.0/8, ::1')
const SECRET = 'Ab_-'.repeat(11).slice(1)
const plain: Representation = { path: '/a', bytes: 9, encoding: 'identity' }
const file = {
  bytes: 9,
  sha256: '',
  plain,
  encoded: (['zstd', 'gzip'] as const).map((encoding, bytes) => ({ ...plain, encoding, bytes })),
}

/** Whatever comes with a request or, in the console, with an answer. */
export const HTTP_DECODERS: readonly Decoder[] = [
  schemas('http-bodies', BODIES),
  schemas('http-answers', ANSWERS),
  header('range-header', ['bytes=0-99', 'bytes=500-', 'bytes=-5', 'bytes=0-1,5-6'], (range) =>
    requestedRange({ range }, FILE),
  ),
  header('if-range-header', ['"a"', 'W/"a"'], (ifRange) =>
    requestedRange({ range: 'bytes=1-', 'if-range': ifRange }, FILE),
  ),
  header('accept-encoding-header', ['gzip, zstd;q=0.5, br;q=0', '*', 'identity;q=0.000'], (accepted) =>
    chooseRepresentation(file, accepted),
  ),
  header(
    'user-agent-header',
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
      'X11; Linux x86_64',
    ],
    (agent) => customerTargets({ 'user-agent': agent, 'sec-ch-ua-arch': agent } as IncomingHttpHeaders),
  ),
  header(
    'forwarded-for-header',
    ['198.51.100.7', '1.1.1.1, 10.9.9.9', '::ffff:10.0.0.3, 2001:db8::7%eth0'],
    (forwarded) =>
      clientAddress(
        {
          headers: { 'x-forwarded-for': forwarded },
          socket: { remoteAddress: '10.0.0.2' },
        } as unknown as IncomingMessage,
        OUR_PROXIES,
      ),
  ),
  header('cookie-header', [`session=${SECRET}`, `a=b; session="${SECRET}"; c=%41%zz`], (cookies) =>
    readSessionCookie({ cookies: app.parseCookie(cookies) } as unknown as FastifyRequest, false),
  ),
]
