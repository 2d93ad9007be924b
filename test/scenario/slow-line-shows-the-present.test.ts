import { afterAll, beforeAll, expect, test } from 'vitest'
import { grantControl, sessionOnBadLines } from '../support/bad-lines.ts'
import { FlowWatch } from '../support/flow-watch.ts'
import { NoisyScreen } from '../support/noisy-screen.ts'
import { settledMemory } from '../support/settled-memory.ts'
import { Slowdown } from '../support/slowdown.ts'
import { TestBroker } from '../support/test-broker.ts'
import type { TestLink } from '../support/test-link.ts'
import { until } from '../support/until.ts'

const MIB = 1024 * 1024
const RUN_MS = process.env.FULL ? 600_000 : 10_000
const GROWTH_BYTES = 10 * MIB
/** All programs are in this process, and have just begun. */
const RSS_GROWTH_BYTES = (process.env.FULL ? 10 : 32) * MIB
const LAG_MS = 500
const WARM_UP_MS = 3000
const STALL_MS = 5000
const NEWEST_MS = 1000
/** Photographs of about 145 KiB. */
const BUSY = { width: 1280, height: 720, framesPerSecond: 30, contrast: 16 }
/** As many bytes in fewer pixels: here the same computer makes the pictures of all customers. */
const DENSE = { width: 640, height: 400, framesPerSecond: 30, contrast: 120 }
const LARGEST_UPDATE_BYTES = 200 * 1024
const LIVELY = { width: 320, height: 180, framesPerSecond: 20 }

let broker: TestBroker
beforeAll(async () => {
  broker = await TestBroker.start()
})
afterAll(() => broker[Symbol.asyncDispose]())

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Where pictures pass: out of the customer's house, and into the technician's. */
const WAYS = [
  ['applet', 'toTarget'],
  ['console', 'toClient'],
] as const

/** Somebody new looks at somebody's screen, over a line of so many bytes a second. */
async function look(screen: typeof LIVELY, bytesPerSecond = Infinity, [side, toward]: (typeof WAYS)[number] = WAYS[1]) {
  const screens = () => [{ name: 'noisy', open: async () => new NoisyScreen(screen) }]
  const session = await sessionOnBadLines(broker.url, await broker.technician(), { screens })
  session.lines[side].set(toward, { bytesPerSecond })
  await grantControl(session)
  return session
}

async function updatesIn(page: TestLink, milliseconds: number) {
  const before = page.updates.length
  await wait(milliseconds)
  return page.updates.slice(before)
}

const inMib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`

/** Says how old pictures were when they were painted; 95 of 100 were at most as old as is returned. */
function lagOf(updates: readonly TestLink['updates'][number][], way: string): number {
  const lags = updates.map(({ at, capturedAt }) => at - capturedAt).sort((one, other) => one - other)
  const bytes = updates.reduce((sum, update) => sum + update.bytes, 0) / updates.length
  const p95 = lags[Math.ceil(lags.length * 0.95) - 1] ?? Infinity
  const text = `lag p50 ${lags[lags.length >> 1]}, p95 ${p95}, at most ${lags.at(-1)} ms`
  console.log(`slow line of the ${way}: ${updates.length} updates of ${Math.round(bytes / 1024)} KiB, ${text}`)
  return p95
}

test(
  '[FLOW-1] [P8] over a line of 1 MiB/s the picture is of less than half a second ago, and nothing piles up',
  async () => {
    using watch = new FlowWatch()
    const slowdown = new Slowdown()
    await using stack = new AsyncDisposableStack()
    const sessions = await Promise.all(WAYS.map((way) => look(BUSY, MIB, way)))
    for (const session of sessions) stack.use(session)
    await wait(WARM_UP_MS)
    const before = await settledMemory()
    const updates = await Promise.all(sessions.map(({ page }) => updatesIn(page, RUN_MS)))
    const after = await settledMemory()
    const p95 = updates.map((each, index) => lagOf(each, String(WAYS[index]?.[0])))
    const { unacknowledged, appletBytes, brokerBytes } = watch
    const held = `${unacknowledged} updates, ${appletBytes} bytes in the applet, ${brokerBytes} in the broker`
    const [grown, rss] = [after.held - before.held, after.rss - before.rss]
    console.log(`at most on the way: ${held}; grown by ${inMib(grown)}, RSS by ${inMib(rss)}`)
    expect(Math.max(...p95)).toBeLessThanOrEqual(slowdown.allowed(LAG_MS))
    expect(unacknowledged).toBe(2)
    expect(Math.max(appletBytes, brokerBytes)).toBeLessThan(2 * LARGEST_UPDATE_BYTES)
    expect(grown).toBeLessThan(GROWTH_BYTES)
    // Of each line; all of them are in this process.
    expect(rss).toBeLessThan(RSS_GROWTH_BYTES * sessions.length)
  },
  RUN_MS + 120_000,
)

test('[FLOW-1] after a line stood still for five seconds, the present picture is there within one', async () => {
  using watch = new FlowWatch()
  const slowdown = new Slowdown()
  await using session = await look(BUSY, MIB)
  const { page, lines } = session
  await wait(1000)
  lines.console.set('toClient', { stalled: true })
  const during = await updatesIn(page, STALL_MS)
  lines.console.set('toClient', { stalled: false })
  const endedAt = Date.now()
  await until(() => (page.updates.at(-1)?.capturedAt ?? 0) >= endedAt, 'a picture from after it')
  const newestMs = Date.now() - endedAt
  console.log(`a picture from after the stall was there after ${newestMs} ms`)
  expect(newestMs).toBeLessThanOrEqual(slowdown.allowed(NEWEST_MS))
  expect([during.length <= 1, watch.unacknowledged, page.cuts]).toEqual([true, 2, 0])
})

test('[FLOW-1] one technician’s slow line takes nothing from another’s pictures', async () => {
  const slowdown = new Slowdown()
  await using lively = await look(LIVELY)
  const msPerUpdate = async () => Math.round(2000 / (await updatesIn(lively.page, 2000)).length)
  const alone = await msPerUpdate()
  await using slow = await look(DENSE, MIB)
  await wait(500)
  const beside = await msPerUpdate()
  slow.lines.console.set('toClient', { stalled: true })
  const besideStalled = await msPerUpdate()
  console.log(`ms for each update: ${alone} alone, ${beside} beside a slow line, ${besideStalled} beside a stalled one`)
  expect(Math.max(beside, besideStalled)).toBeLessThan(slowdown.allowed(alone / 0.8))
})

test('[P8] pictures that were never acknowledged do not hold back those on the next line', async () => {
  await using session = await look(LIVELY)
  const { page, lines } = session
  page.acknowledges = false
  await until(async () => (await updatesIn(page, 500)).length === 0, 'the last that was on its way')
  lines.console.cut()
  await until(() => page.opened.at(-1)?.resumed === true, 'the same session')
  await until(() => page.updatesSinceCut.length === 2, 'two pictures')
  expect(page.updatesSinceCut[0]?.keyframe).toBe(true)
  expect(await updatesIn(page, 500)).toEqual([])
  page.acknowledges = true
  page.acknowledge()
  await until(() => page.updatesSinceCut.length >= 10, 'more of them')
})
