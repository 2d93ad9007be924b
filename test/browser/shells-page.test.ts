import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { LoopbackServer } from '../../src/applet/ui/loopback/loopback-server.ts'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import { startChromium } from '../support/chromium.ts'
import { customerView } from '../support/customer-view.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { PLAIN_PAGE } from '../support/plain-page.ts'
import { until } from '../support/until.ts'

let chromium: BrowserContext & AsyncDisposable
let clock: FakeClock
let server: LoopbackServer
let page: Page
let acts: CustomerAct[]
let losses: string[]

beforeAll(async () => {
  chromium = await startChromium()
})
afterAll(() => chromium[Symbol.asyncDispose]())

beforeEach(async () => {
  clock = new FakeClock()
  server = await LoopbackServer.open(PLAIN_PAGE, clock)
  acts = []
  losses = []
  server.on('acted', (act) => acts.push(act))
  server.on('lost', ({ reason }) => losses.push(reason))
  page = await chromium.newPage()
})

afterEach(async () => {
  await page.close()
  await server[Symbol.asyncDispose]()
})

async function open(): Promise<void> {
  server.show(customerView())
  await page.goto(server.secretUrl)
  await page.getByRole('heading', { name: 'active' }).waitFor()
}

test('a page that is loaded again is the same window: it shows everything again, and nothing is lost', async () => {
  await open()
  server.showChat({ id: 1, from: 'technician', name: 'Tess', time: 0, text: 'Hello', delivered: true })
  await page.reload()
  await page.getByText('Hello').waitFor()
  clock.advance(60_000)
  expect(losses).toEqual([])
  await page.getByRole('button', { name: 'End session' }).click()
  await until(() => acts.length > 0, 'the act')
})

test('a page that is closed is lost', async () => {
  await open()
  await page.close()
  await until(() => {
    clock.advance(500)
    return losses.length > 0
  }, 'the loss')
  expect(losses).toEqual(['The window was closed.'])
})

test('a file comes through as the browser has it', async () => {
  await open()
  const content = Buffer.alloc(5_000_000, 'one after another ')
  const received = Promise.withResolvers<Buffer>()
  server.on('fileChosen', ({ content: file }) => received.resolve(buffer(file)))
  await page.getByLabel('File').setInputFiles({ name: 'Bild 1.png', mimeType: 'image/png', buffer: content })
  expect((await received.promise).equals(content)).toBe(true)
  await page.getByText('answered 204').waitFor()
})

test('[GATE-2] a page of somebody else, in the same browser, gets no word and does nothing', async () => {
  await open()
  const other = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>Other'))
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const stranger = await chromium.newPage()
  await stranger.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
  const { origin } = server
  const token = new URLSearchParams(new URL(server.secretUrl).hash.slice(1)).get('token')
  // Even with the right token: a page has none of ours to send, and may not ask.
  const outcomes = await stranger.evaluate(
    async ({ origin, token }) => {
      const body = JSON.stringify({ type: 'ended' })
      const attempt = (path: string, init: RequestInit) =>
        fetch(origin + path, init).then(
          (answer) => `${answer.type} ${answer.status}`,
          () => 'refused',
        )
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const framed = document.createElement('iframe')
      framed.src = origin
      document.body.append(framed)
      return [
        await attempt('/events', { headers }),
        await attempt('/act', { method: 'POST', headers, body }),
        await attempt('/act', { method: 'POST', mode: 'no-cors', body }),
        await attempt('/', {}),
      ]
    },
    { origin, token },
  )
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused'])
  expect([acts, losses]).toEqual([[], []])
  await stranger.close()
  other.close()
})
