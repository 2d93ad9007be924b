import { expect, test } from 'vitest'
import { Backoff } from '../../../src/base/backoff.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const times = (count: number, backoff: Backoff) => Array.from({ length: count }, () => backoff.next())

test('waiting times double up to two seconds, and begin again after a success', () => {
  const backoff = new Backoff(new FakeClock(), () => 1)
  expect(times(6, backoff)).toEqual([250, 500, 1000, 2000, 2000, 2000])
  backoff.reset()
  expect(backoff.next()).toBe(250)
})

test('after five minutes they are up to fifteen seconds long', () => {
  const clock = new FakeClock()
  const backoff = new Backoff(clock, () => 1)
  times(10, backoff)
  clock.advance(5 * 60_000 - 1)
  expect(backoff.next()).toBe(2000)
  clock.advance(1)
  expect(backoff.next()).toBe(15_000)
  backoff.reset()
  times(10, backoff)
  expect(backoff.next()).toBe(2000)
})

test('each is spread over its upper half', () => {
  expect(new Backoff(new FakeClock(), () => 0).next()).toBe(125)
  expect(new Backoff(new FakeClock(), () => 0.5).next()).toBe(187.5)
})

test('the time that a failed try took counts as waited', () => {
  const backoff = new Backoff(new FakeClock(), () => 1)
  expect(backoff.next(100)).toBe(150)
  expect(backoff.next(5000)).toBe(0)
})
