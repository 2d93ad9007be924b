import { expect, test } from 'vitest'
import { realClock } from '../../src/base/clock.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { grantControl, sessionOnBadLines } from '../support/bad-lines.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const SIDES = ['applet', 'console'] as const
/** So far a clock may be moved at once without anybody being silent for too long. */
const STEP_MS = 2500
/** More than this clock goes on in `back`, which takes as long as a busy machine needs. */
const WAY_BACK_MS = 180_000

async function sessionOnClock(broker: TestBroker, clock: FakeClock) {
  const session = await sessionOnBadLines(broker.url, await broker.technician(), { clock })
  await grantControl(session)
  return session
}

/** Breaks a line so that both sides know at once. */
async function cut({ lines, page, applet }: Awaited<ReturnType<typeof sessionOnClock>>, side: 'applet' | 'console') {
  lines[side].refuses = true
  lines[side].cut()
  await until(() => page.cuts > 0, 'the page to know')
  await until(() => applet.log.entries.some(({ kind }) => kind === 'connection-cut'), 'the applet to know')
}

test.each(SIDES)('[D3] what was granted is kept for less than five minutes without the %s', async (side) => {
  const clock = new FakeClock()
  await using broker = await TestBroker.start()
  await using session = await sessionOnClock(broker, clock)
  await cut(session, side)
  clock.advance(LIMITS.grantsKeptMs - WAY_BACK_MS)
  expect(session.customer.granted).toEqual(['view', 'control'])
  session.lines[side].heal()
  await back(session, clock)
  expect(session.customer.granted).toEqual(['view', 'control'])
  await until(() => session.page.updatesSinceCut.length > 0, 'a picture')
})

test.each(SIDES)(
  '[D3] what was granted lapses after five minutes without the %s, the session goes on',
  async (side) => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start()
    await using session = await sessionOnClock(broker, clock)
    await cut(session, side)
    clock.advance(LIMITS.grantsKeptMs)
    expect(session.customer.granted).toEqual([])
    session.lines[side].heal()
    await back(session, clock)
    await until(() => session.page.all('permissions-changed').at(-1)?.granted.length === 0, 'the news')
    expect([session.page.updatesSinceCut, session.page.codesShown]).toEqual([[], 1])
  },
)

test('[D3] what was granted lapses also while the customer’s computer sleeps, and its timers with it', async () => {
  let sleptMs = 0
  const clock = { ...realClock, now: () => realClock.now() + sleptMs }
  await using broker = await TestBroker.start()
  await using session = await sessionOnBadLines(broker.url, await broker.technician(), { clock })
  await grantControl(session)
  await cut(session, 'applet')
  sleptMs = LIMITS.grantsKeptMs + 1000
  session.lines.applet.heal()
  await until(() => session.page.opened.at(-1)?.resumed === true, 'the same session')
  expect(session.customer.granted).toEqual([])
  expect(session.page.updatesSinceCut).toEqual([])
})

test('[S8] after fifteen minutes without the console its conversation is over, by name, on both sides', async () => {
  const clock = new FakeClock()
  await using broker = await TestBroker.start()
  await using session = await sessionOnClock(broker, clock)
  await cut(session, 'console')
  clock.advance(LIMITS.resumeMs)
  expect(session.page.closed).toBe('peer-left')
  expect(session.applet.log.entries.at(-1)?.kind).toBe('technician-away')
  expect(session.customer.granted).toEqual([])
})

test('[REC-1] after fifteen minutes without the applet the session is over, by name, on both sides', async () => {
  const clock = new FakeClock()
  await using broker = await TestBroker.start({ clock })
  const technician = await broker.technician()
  await using session = await sessionOnBadLines(broker.url, technician, { clock })
  session.lines.applet.refuses = true
  session.lines.applet.cut()
  for (let passedMs = 0; passedMs < LIMITS.resumeMs + 60_000; passedMs += STEP_MS) {
    clock.advance(STEP_MS)
    await signsOfLife()
  }
  expect((await session.applet.ended).reason).toBe('resume_expired')
  expect(await technician.status(session.id)).toBe('Timed out')
  const { link } = session.page
  await until(() => {
    clock.advance(20)
    return link.state.value.name === 'closed'
  }, 'the end of the page')
  expect(link.state.value).toMatchObject({ code: 'ended' })
})

/** Everybody is in this process: so many turns bring a sign of life to the other end of a line and its answer back, however long they take. */
async function signsOfLife(): Promise<void> {
  for (let turns = 0; turns < 60; turns += 1) await new Promise(setImmediate)
}

/** The clock goes on until both sides are. */
async function back({ page }: Awaited<ReturnType<typeof sessionOnClock>>, clock: FakeClock): Promise<void> {
  await until(() => {
    clock.advance(20)
    return page.opened.at(-1)?.resumed === true
  }, 'the same session')
}
