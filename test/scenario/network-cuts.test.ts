import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RECONNECT_MS } from '../../src/base/backoff.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

/** What a busy machine needs on top of every limit. */
const SPARE_MS = 5000
/** Milliseconds after the beginning of a silence at which both sides know. */
const NOTICED_MS = LIMITS.silenceMs + SPARE_MS
/** Milliseconds after the network is well again. */
const BACK_MS = 3000 + SPARE_MS

let broker: TestBroker
let technician: ConsoleClient

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
})
afterAll(() => broker[Symbol.asyncDispose]())

/** A session whose applet alone is behind a bad network. */
async function sessionBehindProxy(status: 'waiting' | 'active' = 'waiting') {
  const stack = new AsyncDisposableStack()
  const proxy = stack.use(await FaultProxy.to(broker.url))
  const { id, pin } = await technician.newSession()
  const applet = stack.use(new TestApplet({ url: proxy.url, pin }))
  stack.defer(() => proxy.heal())
  await applet.untilStatus('waiting')
  if (status === 'active') await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus(status)
  const is = async (appletStatus: string, row: string) =>
    applet.customer.statuses.at(-1) === appletStatus && (await technician.status(id)) === row
  return {
    proxy,
    applet,
    lost: (withinMs: number) => until(() => is('reconnecting', 'Reconnecting'), 'both to notice', withinMs),
    back: (row: string) => until(() => is(status, row), 'the same session to go on', BACK_MS),
    log: () => technician.log(id),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.concurrent('the same session goes on within three seconds of the network', () => {
  test('after a reset, which both sides notice at once', async () => {
    await using session = await sessionBehindProxy('active')
    session.proxy.refuses = true
    session.proxy.cut('reset')
    await session.lost(BACK_MS)
    session.proxy.heal()
    await session.back('Active')
    expect(session.applet.customer.statuses).toEqual(['connecting', 'waiting', 'active', 'reconnecting', 'active'])
  })

  test('after the broker refused connections for a while', async () => {
    await using session = await sessionBehindProxy()
    session.proxy.refuses = true
    session.proxy.cut('end')
    await session.lost(BACK_MS)
    await wait(6000)
    session.proxy.heal()
    await session.back('Waiting')
  })

  test('after a try that got no answer, which is given up after five seconds', async () => {
    await using session = await sessionBehindProxy()
    session.proxy.linkDown()
    session.proxy.cut()
    await session.lost(BACK_MS)
    await until(() => session.proxy.tapes.length === 2, 'the first try')
    const triedAt = performance.now()
    await until(() => session.proxy.tapes.length === 3, 'the second try')
    // The first may have been noticed late, and so may the second.
    expect(performance.now() - triedAt).toBeGreaterThan(RECONNECT_MS / 2)
    expect(performance.now() - triedAt).toBeLessThan(RECONNECT_MS + SPARE_MS)
    session.proxy.linkUp()
    await session.back('Waiting')
  })

  test('after bytes to the broker stalled: the broker notices within ten seconds and the applet hears it', async () => {
    await using session = await sessionBehindProxy()
    session.proxy.set('toTarget', { stalled: true })
    await session.lost(NOTICED_MS)
    session.proxy.heal()
    await session.back('Waiting')
  })

  test('after bytes to the applet stalled: the applet notices within ten seconds', async () => {
    await using session = await sessionBehindProxy('active')
    session.proxy.set('toClient', { stalled: true })
    await session.lost(NOTICED_MS)
    session.proxy.heal()
    await session.back('Active')
  })

  test('after a link that was down for twelve seconds: both sides notice by themselves', async () => {
    await using session = await sessionBehindProxy()
    const downAt = performance.now()
    session.proxy.linkDown()
    await session.lost(NOTICED_MS)
    await wait(12_000 - (performance.now() - downAt))
    session.proxy.linkUp()
    await session.back('Waiting')
  })

  test('after the applet’s side died: the broker notices within ten seconds that nobody is there', async () => {
    await using session = await sessionBehindProxy()
    session.proxy.refuses = true
    session.proxy.halfOpen()
    await session.lost(NOTICED_MS)
    session.proxy.heal()
    await session.back('Waiting')
  })

  test('before the broker noticed that the applet’s side had died: the new line takes over', async () => {
    await using session = await sessionBehindProxy('active')
    session.proxy.halfOpen()
    await session.applet.untilStatus('reconnecting')
    await session.back('Active')
    expect((await session.log()).slice(-2)).toEqual(['Contact with the customer lost', 'Customer is back'])
  })
})

describe.concurrent('what is shorter than ten seconds is not noticed', () => {
  test('a link that was down for five seconds', async () => {
    await using session = await sessionBehindProxy('active')
    session.proxy.linkDown()
    // The last heartbeat before it, and a machine that wakes late, come on top.
    await wait(5000)
    session.proxy.linkUp()
    await wait(LIMITS.heartbeatMs)
    expect(session.applet.customer.statuses).toEqual(['connecting', 'waiting', 'active'])
  })

  test('a line as slow as a telephone, cut into single bytes', async () => {
    await using session = await sessionBehindProxy()
    for (const toward of ['toTarget', 'toClient'] as const) {
      session.proxy.set(toward, { latencyMs: 600, jitterMs: 400, bytesPerSecond: 1000, sliceBytes: 1 })
    }
    await wait(LIMITS.silenceMs + LIMITS.heartbeatMs)
    expect(session.applet.customer.statuses).toEqual(['connecting', 'waiting'])
  })
})
