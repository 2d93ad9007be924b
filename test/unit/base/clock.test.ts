import { expect, test } from 'vitest'
import { every, sleep } from '../../../src/base/clock.ts'
import { FakeClock } from '../../support/fake-clock.ts'

test('every calls again and again until it is disposed', () => {
  const clock = new FakeClock()
  let calls = 0
  const ticking = every(clock, 1000, () => (calls += 1))
  clock.advance(999)
  expect(calls).toBe(0)
  clock.advance(2001)
  expect(calls).toBe(3)
  ticking[Symbol.dispose]()
  clock.advance(10_000)
  expect(calls).toBe(3)
})

test('every can be stopped from inside its callback', () => {
  const clock = new FakeClock()
  let calls = 0
  const ticking = every(clock, 10, () => {
    calls += 1
    ticking[Symbol.dispose]()
  })
  clock.advance(100)
  expect(calls).toBe(1)
})

test('sleep ends with its time, or with its signal if that comes first', async () => {
  const clock = new FakeClock()
  const waking = new AbortController()
  const woken: string[] = []
  const long = sleep(clock, 100).then(() => woken.push('long'))
  const cut = sleep(clock, 1000, waking.signal).then(() => woken.push('cut'))
  waking.abort()
  await cut
  clock.advance(100)
  await long
  await sleep(clock, 1000, waking.signal)
  expect(woken).toEqual(['cut', 'long'])
})
