import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionOnBadLines } from '../support/bad-lines.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { CutSession, FAULTS, type Plan, type Return, SIDES } from '../support/cuts.ts'
import { NoisyScreen } from '../support/noisy-screen.ts'
import { Slowdown } from '../support/slowdown.ts'
import { TestBroker } from '../support/test-broker.ts'
import { xorshift } from '../support/xorshift.ts'

/** Milliseconds after the link is back, for 95 of 100. */
const BACK_MS = 3000
const [ROUNDS, LONGEST_MS] = process.env.FULL ? [12, 120_000] : [2, 15_000]
const SEED = Number(process.env.SEED ?? 20_261_121)
const WITHIN_MS = ROUNDS * (LONGEST_MS + 60_000)

let broker: TestBroker
beforeAll(async () => {
  broker = await TestBroker.start()
})
afterAll(() => broker[Symbol.asyncDispose]())

/** Each fault on each side, some short and some so long that both sides notice. */
function plans(): Plan[][] {
  const random = xorshift(SEED)
  const ms = () => Math.round(1000 + random() * (LONGEST_MS - 1000))
  const rounds = Array.from({ length: ROUNDS })
  return FAULTS.flatMap((fault) => SIDES.map((sides) => rounds.map(() => ({ fault, sides, ms: ms() }))))
}

/** One session through its cuts, one after the other. */
async function live(plans: readonly Plan[], technician: ConsoleClient): Promise<Return[]> {
  const screen = () => new NoisyScreen({ width: 160, height: 90, framesPerSecond: 5 })
  const screens = () => [{ name: 'noisy', open: async () => screen() }]
  await using session = await sessionOnBadLines(broker.url, technician, { screens })
  const cutSession = await CutSession.begin(session, technician)
  const returns: Return[] = []
  for (const plan of plans) {
    const failed = (cause: unknown) => Promise.reject(new Error(JSON.stringify(plan), { cause }))
    returns.push(await cutSession.cut(plan).catch(failed))
  }
  return returns
}

test(
  '[REC-1] [D1] [D3] whatever cuts the lines, the same session goes on within three seconds of the link',
  async () => {
    const slowdown = new Slowdown()
    // One technician may have ten sessions.
    const technicians = [await broker.technician(), await broker.technician()] as const
    const lives = plans().map((each, index) => live(each, technicians[index % 2 === 0 ? 0 : 1]))
    // All of them to their end, so that none is left running when one fails.
    const results = await Promise.allSettled(lives)
    const returns = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('; '), { cause: failed[0] })
    const noticed = returns.filter((each) => each.noticed).map(({ backMs }) => backMs)
    const [p50, p95, most] = percentiles(noticed, [50, 95, 100])
    console.log(
      `${returns.length} cuts, ${noticed.length} noticed: back after p50 ${p50}, p95 ${p95}, at most ${most} ms`,
    )
    expect(p95).toBeLessThanOrEqual(slowdown.allowed(BACK_MS))
  },
  WITHIN_MS,
)

function percentiles(numbers: readonly number[], wanted: readonly number[]): number[] {
  const sorted = [...numbers].sort((one, other) => one - other)
  return wanted.map((each) => sorted[Math.ceil((sorted.length * each) / 100) - 1] ?? Infinity)
}
