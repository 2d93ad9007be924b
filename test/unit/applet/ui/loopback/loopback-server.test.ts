import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoopbackServer } from '../../../../../src/applet/ui/loopback/loopback-server.ts'
import { MOST_WRONG_TOKENS } from '../../../../../src/applet/ui/loopback/request-guard.ts'
import type { ChosenFile } from '../../../../../src/applet/ui/shell.ts'
import type { CustomerAct } from '../../../../../src/applet/ui/view/customer-act.ts'
import { customerView } from '../../../../support/customer-view.ts'
import { FakeClock } from '../../../../support/fake-clock.ts'
import { PageClient, PageLines } from '../../../../support/page-client.ts'
import { PLAIN_PAGE } from '../../../../support/plain-page.ts'
import { until } from '../../../../support/until.ts'

const ACT: CustomerAct = { type: 'prompt-answered', prompt: 1, answer: 'yes' }

let clock: FakeClock
let server: LoopbackServer
let client: PageClient
let acts: CustomerAct[]
let files: ChosenFile[]
let losses: string[]

beforeEach(async () => {
  clock = new FakeClock()
  server = await LoopbackServer.open(PLAIN_PAGE, clock)
  client = new PageClient(server.secretUrl)
  acts = []
  files = []
  losses = []
  server.on('acted', (act) => acts.push(act))
  server.on('fileChosen', (file) => files.push(file))
  server.on('lost', ({ reason }) => losses.push(reason))
})

afterEach(() => server[Symbol.asyncDispose]())

describe('[SEC-1] the page', () => {
  test('has no secret in it, and may load nothing but its own parts', async () => {
    const response = await client.open('/', { headers: {} })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(response.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect((await buffer(response)).toString()).not.toContain(client.token)
  })

  test('its token has 128 bits and stands in the fragment, which goes over no wire', () => {
    expect(Buffer.from(client.token, 'base64url')).toHaveLength(16)
    expect(client.url.pathname + client.url.search).toBe('/')
  })

  test.each(['/nothing', '/../package.json', '/%2e%2e/package.json', '//', '/events/', '/page.js/..', '/__proto__'])(
    'there is nothing at %s',
    async (path) => expect(await client.status(path)).toBe(404),
  )
})

describe('[GATE-2] only our own page speaks to the program', () => {
  const paths = [
    ['GET', '/events'],
    ['POST', '/act'],
    ['POST', '/file?name=a&bytes=0'],
  ] as const
  const others = {
    'a name of the web that leads here': { host: 'evil.example' },
    'another name of this computer': { host: 'localhost' },
    'a page of another origin': { origin: 'https://evil.example' },
    'a page of another port': { origin: 'http://127.0.0.1:1' },
    'a sandboxed page': { origin: 'null' },
    'a page of another site, whose browser says so': { 'sec-fetch-site': 'cross-site' },
    'a page of the same site': { 'sec-fetch-site': 'same-site' },
    'nobody we know': { authorization: '' },
    'somebody who guesses': { authorization: `Bearer ${'A'.repeat(22)}` },
    'somebody who has a piece of it': { authorization: 'Bearer ' },
  }
  for (const [who, headers] of Object.entries(others)) {
    test.each(paths)(`${who} is refused: %s %s`, async (method, path) => {
      const sent = { 'content-type': 'application/json', ...client.secret, ...headers }
      const status = await client.status(path, { method, headers: sent, body: JSON.stringify(ACT) })
      expect(status).toBeGreaterThanOrEqual(400)
      expect([acts, files]).toEqual([[], []])
    })
  }

  test('whoever leads to the page by a link gets it, and nothing with it', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect(await client.status('/', { headers: link })).toBe(200)
    expect(await client.status('/', { headers: { ...link, 'sec-fetch-dest': 'iframe' } })).toBe(403)
    expect(await client.status('/', { headers: { host: 'evil.example' } })).toBe(421)
    expect(await client.status('/events', { headers: { ...link, ...client.secret } })).toBe(403)
  })

  test('a browser that asks first whether another page may is told nothing', async () => {
    const response = await client.open('/act', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } })
    expect(response.statusCode).toBe(403)
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
    response.destroy()
  })

  test(`after ${MOST_WRONG_TOKENS} wrong tokens the page is given up`, async () => {
    using page = await PageLines.open(client)
    const guess = () => client.status('/act', { method: 'POST', headers: { authorization: 'Bearer guess' } })
    for (let tries = 1; tries < MOST_WRONG_TOKENS; tries += 1) expect(await guess()).toBe(401)
    expect(losses).toEqual([])
    await guess().catch(() => {})
    expect(losses).toEqual(['Somebody else on this computer tried to get into the window.'])
    await until(() => page.ended, 'the end of the stream')
    await expect(client.act(ACT)).rejects.toThrow()
  })

  test('a page of somebody else cannot use up these tries', async () => {
    for (let tries = 0; tries < 2 * MOST_WRONG_TOKENS; tries += 1) {
      await client.status('/act', { method: 'POST', headers: { origin: 'https://evil.example', authorization: 'x' } })
      await client.status('/events', { headers: {} })
    }
    expect(losses).toEqual([])
  })
})

describe('the stream', () => {
  const line = { id: 1, from: 'technician' as const, name: 'Tess', time: 0, text: 'Hello', delivered: true }
  const log = { seq: 1, time: 0, kind: 'verified', text: 'VERIFIED' }

  test('begins with the view and every line before it, and goes on', async () => {
    server.show(customerView())
    server.showLog(log)
    server.showChat({ ...line, delivered: false })
    server.showChat(line)
    using page = await PageLines.open(client)
    await page.until(3)
    server.show(customerView({ notice: 'new' }))
    await page.until(4)
    expect(page.lines.map((each) => Object.keys(each)[0])).toEqual(['view', 'log', 'chat', 'view'])
    expect(page.lines[2]?.chat).toEqual(line)
    expect(page.lines[3]?.view?.notice).toBe('new')
  })

  test('gives a sign of life every five seconds', async () => {
    using page = await PageLines.open(client)
    clock.advance(10_000)
    await until(() => page.signs === 2, 'two empty lines')
  })

  test('is for one page at a time', async () => {
    using page = await PageLines.open(client)
    expect(await client.status('/events')).toBe(409)
    page[Symbol.dispose]()
    await until(async () => (await client.status('/events')) === 200, 'the place of the first')
  })

  test('that broke and does not come back within three seconds is lost', async () => {
    const page = await PageLines.open(client)
    page[Symbol.dispose]()
    await until(() => {
      clock.advance(100)
      return losses.length > 0
    }, 'the loss')
    expect(losses).toEqual(['The window was closed.'])
    await expect(client.act(ACT)).rejects.toThrow()
  })

  test('that comes back is a reload: nothing is lost, and it gets everything again', async () => {
    server.show(customerView())
    const first = await PageLines.open(client)
    first[Symbol.dispose]()
    let page: PageLines | undefined
    await until(async () => {
      page = await PageLines.open(client).catch(() => undefined)
      return page !== undefined
    }, 'the second page')
    using second = page as PageLines
    await second.until(1)
    clock.advance(60_000)
    expect(losses).toEqual([])
  })

  test('of a page that does not read is cut instead of kept for it', async () => {
    const response = await client.open('/events')
    const text = 'x'.repeat(60_000)
    let cut = false
    response.on('close', () => {
      cut = true
    })
    response.on('error', () => {})
    for (let seq = 1; seq < 400; seq += 1) server.showLog({ ...log, seq, text })
    response.resume()
    await until(() => cut, 'the cut')
    expect(losses).toEqual([])
  })
})

describe('an act', () => {
  test('is passed on', async () => {
    expect(await client.act(ACT)).toBe(204)
    expect(acts).toEqual([ACT])
  })

  test.each([
    null,
    [],
    {},
    { type: 'granted' },
    { type: 'prompt-answered', prompt: -1, answer: 'yes' },
    { type: 'prompt-answered', prompt: 1, answer: 'maybe' },
    { type: 'said', text: 7 },
  ])('that is none is refused: %j', async (body) => {
    expect(await client.act(body)).toBe(400)
    expect(acts).toEqual([])
  })

  test('that is no JSON, or too long, or of another type, is refused', async () => {
    const headers = { ...client.secret, 'content-type': 'application/json' }
    const post = (body: string, changes = {}) =>
      client.status('/act', { method: 'POST', headers: { ...headers, ...changes }, body })
    expect(await post('{')).toBe(400)
    expect(await post(JSON.stringify({ type: 'said', text: 'x'.repeat(70_000) }))).toBe(413)
    expect(await post(JSON.stringify(ACT), { 'content-type': 'text/plain' })).toBe(415)
    expect(acts).toEqual([])
  })
})

describe('a file', () => {
  const send = (query: string, body: string | Buffer = '') =>
    client.status(`/file?${query}`, { method: 'POST', headers: client.secret, body })

  test('comes through as it is, and is answered when it was taken', async () => {
    const bytes = Buffer.alloc(3_000_000, 'open rescue ')
    const answer = send(`name=${encodeURIComponent('Grüße 漢字.pdf')}&bytes=${bytes.length}`, bytes)
    await until(() => files.length === 1, 'the file')
    const [file] = files as [ChosenFile]
    expect({ name: file.name, bytes: file.bytes }).toEqual({ name: 'Grüße 漢字.pdf', bytes: bytes.length })
    expect((await buffer(file.content)).equals(bytes)).toBe(true)
    expect(await answer).toBe(204)
  })

  test.each(['', 'name=a', 'bytes=1', 'name=&bytes=1', 'name=a&bytes=-1', 'name=a&bytes=1.5', 'name=a&bytes=1e99'])(
    'that is not described is refused: %j',
    async (query) => {
      expect(await send(query, 'x')).toBe(400)
      expect(files).toEqual([])
    },
  )

  test.each([
    ['longer', 2],
    ['shorter', 9],
  ])('that turns out %s than was said is an error for whoever reads it', async (_, bytes) => {
    const request = client.begin(`/file?name=a&bytes=${bytes}`, { method: 'POST' })
    request.on('error', () => {})
    // In pieces, so that no length goes ahead.
    request.write('12')
    request.end('345')
    await until(() => files.length === 1, 'the file')
    await expect(buffer((files[0] as ChosenFile).content)).rejects.toThrow(/than was said/)
  })

  test('that breaks off is an error for whoever reads it', async () => {
    const request = client.begin('/file?name=a&bytes=10', { method: 'POST' })
    request.on('error', () => {})
    request.write('12345')
    await until(() => files.length === 1, 'the file')
    const reading = buffer((files[0] as ChosenFile).content)
    request.destroy()
    await expect(reading).rejects.toThrow()
  })

  test('comes beside three others at most, and one that is over makes room', async () => {
    const requests = ['a', 'b', 'c', 'd'].map((name) => {
      const request = client.begin(`/file?name=${name}&bytes=10`, { method: 'POST' })
      request.on('error', () => {})
      request.flushHeaders()
      return request
    })
    await until(() => files.length === 4, 'four files')
    expect(await send('name=e&bytes=1', 'x')).toBe(429)
    server.on('fileChosen', (file) => void buffer(file.content).catch(() => {}))
    for (const request of requests) request.destroy()
    await until(async () => (await send('name=f&bytes=1', 'x')) === 204, 'room')
  })
})
