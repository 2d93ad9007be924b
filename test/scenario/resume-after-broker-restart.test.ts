import { expect, test } from 'vitest'
import { type SessionOnBadLines, sessionOnBadLines } from '../support/bad-lines.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { CutSession } from '../support/cuts.ts'
import { KillableBroker } from '../support/killable-broker.ts'
import { NoisyScreen } from '../support/noisy-screen.ts'
import { Slowdown } from '../support/slowdown.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const SESSIONS = 6
const DOWN_MS = 5000
/** Milliseconds after it listens again. */
const BACK_MS = 3000

/** Several sessions go through the same outage of their broker, which says when it is over. */
async function goThrough(url: string, technician: ConsoleClient, outage: () => Promise<void>): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const slowdown = new Slowdown()
  const sessions: SessionOnBadLines[] = []
  const screen = () => new NoisyScreen({ width: 160, height: 90, framesPerSecond: 5 })
  const screens = () => [{ name: 'noisy', open: async () => screen() }]
  for (let count = 0; count < SESSIONS; count += 1) {
    sessions.push(stack.use(await sessionOnBadLines(url, technician, { screens })))
  }
  const cutSessions = await Promise.all(sessions.map((session) => CutSession.begin(session, technician)))
  const over = Promise.withResolvers<void>()
  let talking = 0
  const whileTalking = () => {
    talking += 1
    return over.promise
  }
  const backs = Promise.all(cutSessions.map((session) => session.through(whileTalking)))
  await until(() => talking === SESSIONS, 'all of them to talk, and what is held down to have arrived')
  outage().then(over.resolve, over.reject)
  const longest = Math.max(...(await backs))
  console.log(`${SESSIONS} sessions back after at most ${longest} ms`)
  expect(sessions.every(({ page }) => page.cuts > 0)).toBe(true)
  expect(longest).toBeLessThanOrEqual(slowdown.allowed(BACK_MS))
}

test('[REC-1] [REC-2] the broker restarts and says so: every session goes on, and nothing said is lost', async () => {
  await using broker = await TestBroker.start()
  await goThrough(broker.url, await broker.technician(), () => broker.restart())
})

test('[REC-1] [REC-2] the broker is killed and started again: every session goes on, and nothing said is lost', async () => {
  await using broker = await KillableBroker.start()
  await goThrough(broker.url, broker.technician, async () => {
    await broker.kill()
    await new Promise((resolve) => setTimeout(resolve, DOWN_MS))
    await broker.startAgain()
  })
})
