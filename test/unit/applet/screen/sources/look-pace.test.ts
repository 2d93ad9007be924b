import { expect, test } from 'vitest'
import { LookPace } from '../../../../../src/applet/screen/sources/look-pace.ts'
import { FakeClock } from '../../../../support/fake-clock.ts'

const SIGNAL = new AbortController().signal

/** How many milliseconds pass until the next look. */
async function pauseOf(pace: LookPace, clock: FakeClock, each = () => {}): Promise<number> {
  const start = clock.monotonic()
  let due = false
  const waiting = pace.due(SIGNAL).then(() => {
    due = true
  })
  for (;;) {
    await new Promise(setImmediate)
    if (due) break
    each()
    clock.advance(1)
  }
  await waiting
  return clock.monotonic() - start
}

test('the first look comes at once', async () => {
  const clock = new FakeClock()
  expect(await pauseOf(new LookPace(() => 0, clock), clock)).toBe(0)
})

test('a screen that changes is looked at thirty times a second, on a slow machine half of the time', async () => {
  const clock = new FakeClock()
  const pace = new LookPace(() => 0, clock)
  pace.looked(true, 5)
  expect(await pauseOf(pace, clock)).toBe(33)
  pace.looked(true, 80)
  expect(await pauseOf(pace, clock)).toBe(80)
})

test.each([
  { cost: 0.1, pause: 250 },
  { cost: 10, pause: 1250 },
  { cost: 100, pause: 2000 },
])('looks of $cost ms at a still screen end up $pause ms apart', async ({ cost, pause }) => {
  const clock = new FakeClock()
  const pace = new LookPace(() => 0, clock)
  const pauses: number[] = []
  for (let looks = 0; looks < 30; looks += 1) {
    pace.looked(false, cost)
    pauses.push(await pauseOf(pace, clock))
  }
  expect(pauses[0]).toBeLessThanOrEqual(Math.max(42, cost))
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.at(-1)).toBe(pause)
})

test('input is followed by a look within a twentieth of a second', async () => {
  const clock = new FakeClock()
  let input = 1
  const pace = new LookPace(() => input, clock)
  for (let looks = 0; looks < 30; looks += 1) pace.looked(false, 10)
  const start = clock.monotonic()
  const pause = await pauseOf(pace, clock, () => {
    if (clock.monotonic() === start + 500) input += 1
  })
  expect(pause).toBeGreaterThan(500)
  expect(pause).toBeLessThanOrEqual(550)
})

test('a signal that aborts ends the wait', async () => {
  const clock = new FakeClock()
  const pace = new LookPace(() => 0, clock)
  pace.looked(true, 0)
  const controller = new AbortController()
  const waiting = pace.due(controller.signal)
  controller.abort()
  await waiting
})
