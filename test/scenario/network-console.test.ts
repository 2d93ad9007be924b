import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { RECONNECT_MS } from '../../src/base/backoff.ts'
import { BrokerApi } from '../../src/console/broker/broker-api.ts'
import { BrokerLink } from '../../src/console/broker/broker-link.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

/** What a busy machine needs on top. */
const SPARE_MS = 5000
const NOTICED_MS = LIMITS.silenceMs + SPARE_MS
const BACK_MS = 3000 + SPARE_MS

afterEach(() => vi.unstubAllGlobals())

/** The console's own link and requests, outside a browser: what they need of one leads to the proxy, signed in. */
async function openConsole() {
  const stack = new AsyncDisposableStack()
  const broker = stack.use(await TestBroker.start())
  const { headers } = await broker.technician()
  const proxy = stack.use(await FaultProxy.to(broker.url))
  const { fetch } = globalThis
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  vi.stubGlobal('location', { href: proxy.url })
  let requests = 0
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    requests += 1
    return fetch(new URL(path, proxy.url), { ...init, headers: { ...init.headers, cookie: headers.cookie ?? '' } })
  })
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: URL, protocols: string[]) {
        super(url, protocols, { origin: broker.url })
      }
    },
  )
  const api = new BrokerApi()
  await api.account()
  const link = stack.use(new BrokerLink(api, { purpose: 'sessions' }, () => {}))
  const is = (name: string, withinMs: number) =>
    until(() => link.state.value.name === name, `the link ${name}`, withinMs)
  await is('open', BACK_MS)
  return { proxy, page, is, requests: () => requests, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test.each(['toTarget', 'toClient'] as const)('a console notices a stall %s and is back soon after', async (toward) => {
  await using opened = await openConsole()
  opened.proxy.set(toward, { stalled: true })
  await opened.is('lost', NOTICED_MS)
  opened.proxy.heal()
  await opened.is('open', BACK_MS)
})

test('a request for a ticket that hangs is given up after five seconds', async () => {
  await using opened = await openConsole()
  opened.proxy.linkDown()
  opened.proxy.cut()
  await opened.is('lost', BACK_MS)
  const before = opened.proxy.tapes.length
  await until(() => opened.proxy.tapes.length >= before + 2, 'the next request', RECONNECT_MS + BACK_MS)
  opened.proxy.linkUp()
  await opened.is('open', BACK_MS)
})

test('a browser that is online again tries at once, and only one try goes on', async () => {
  await using opened = await openConsole()
  opened.proxy.refuses = true
  opened.proxy.cut()
  await opened.is('lost', BACK_MS)
  await new Promise((resolve) => setTimeout(resolve, 3000))
  opened.proxy.refuses = false
  const requests = opened.requests()
  for (let times = 0; times < 3; times += 1) opened.page.dispatchEvent(new Event('online'))
  expect(opened.requests()).toBe(requests + 3)
  await opened.is('open', BACK_MS)
  const connections = opened.proxy.tapes.length
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(opened.proxy.tapes).toHaveLength(connections)
})
