import { expect, test } from 'vitest'
import { type SessionOnBadLines, sessionOnBadLines } from '../support/bad-lines.ts'
import { CutSession } from '../support/cuts.ts'
import { NoisyScreen } from '../support/noisy-screen.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { xorshift } from '../support/xorshift.ts'

const [SESSIONS, CUTS] = process.env.FULL ? [10, 500] : [8, 15]
const SEED = Number(process.env.SEED ?? 20_261_121)
/** So slow that a cut meets every step of the talk about new keys, which takes about a quarter of a second. */
const FAULTS = { latencyMs: 10, jitterMs: 20 }
const LONGEST_CALM_MS = 600
/** Or a line breaks after so many bytes, at most: within a record, or within its head. */
const MOST_BYTES = 2000
const WITHIN_MS = 90_000 + CUTS * 4000

/** Cuts one line or the other when the page has just got a new one, whether the two have keys by then or not. */
async function storm({ lines, page }: SessionOnBadLines, random: () => number): Promise<void> {
  const one = <T>(...choices: readonly [T, ...T[]]) => choices[Math.floor(random() * choices.length)] ?? choices[0]
  for (let count = 0; count < CUTS; count += 1) {
    await until(() => page.link.state.value.name === 'open', 'a line')
    const [line, toward] = [one(lines.applet, lines.console), one('toTarget' as const, 'toClient' as const)]
    const breaksAt = random() < 0.3 ? random() * MOST_BYTES : Infinity
    line.set(toward, { byteLimit: Math.ceil(breaksAt) })
    await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_CALM_MS))
    line.cut(one('reset', 'end'))
    line.set(toward, { byteLimit: Infinity })
    await until(() => page.link.state.value.name !== 'open', 'the cut')
  }
}

test(
  '[REC-1] [D1] [S8] lines that break again before anybody is back, at any byte, end no session and lose no word',
  async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const screens = () => [
      { name: 'noisy', open: async () => new NoisyScreen({ width: 160, height: 90, framesPerSecond: 5 }) },
    ]
    const live = async (_: unknown, index: number) => {
      await using session = await sessionOnBadLines(broker.url, technician, { screens, faults: FAULTS })
      const cutSession = await CutSession.begin(session, technician)
      const backMs = await cutSession.through(() => storm(session, xorshift(SEED + index)))
      return { backMs, cuts: session.page.cuts, opened: session.page.opened.length }
    }
    const results = await Promise.allSettled(Array.from({ length: SESSIONS }, live))
    const returns = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    console.log(returns.map(({ backMs, cuts, opened }) => `${cuts} cuts, ${opened} keys, ${backMs} ms`).join('; '))
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
  },
  WITHIN_MS,
)
