import { expect, test } from 'vitest'
import { Absence } from '../../../../src/applet/session/absence.ts'
import type { Clock } from '../../../../src/base/clock.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const MINUTE = 60_000

function absence(clock: Clock) {
  const told: number[] = []
  const begun = new Absence(clock, () => told.push(clock.monotonic()))
  begun.begin()
  return { absence: begun, told }
}

test('an absence becomes long after five minutes, and that is told once', () => {
  const clock = new FakeClock(0)
  const { absence: away, told } = absence(clock)
  clock.advance(5 * MINUTE - 1)
  away.begin()
  expect(away.isLong).toBe(false)
  clock.advance(1)
  expect(away.isLong).toBe(true)
  clock.advance(60 * MINUTE)
  away.end()
  expect(told).toEqual([5 * MINUTE])
})

test('one that ends before is not told of, and the next begins anew', () => {
  const clock = new FakeClock(0)
  const { absence: away, told } = absence(clock)
  clock.advance(4 * MINUTE)
  away.end()
  clock.advance(4 * MINUTE)
  away.heard()
  away.begin()
  clock.advance(4 * MINUTE)
  expect(told).toEqual([])
  clock.advance(MINUTE)
  expect(told).toEqual([13 * MINUTE])
  expect(away.isLong).toBe(true)
})

test('it is too long after fifteen minutes', () => {
  const clock = new FakeClock(0)
  const { absence: away } = absence(clock)
  clock.advance(15 * MINUTE)
  expect(away.isLongerThan(LIMITS.resumeMs)).toBe(false)
  clock.advance(1)
  expect(away.isLongerThan(LIMITS.resumeMs)).toBe(true)
  away.end()
  expect(away.isLongerThan(LIMITS.resumeMs)).toBe(false)
})

test('a computer that slept, its timers too, tells at the end by the wall clock', () => {
  const clock = new FakeClock(0)
  let wall = 0
  const sleeping: Clock = {
    now: () => wall,
    monotonic: () => clock.monotonic(),
    after: (milliseconds, callback) => clock.after(milliseconds, callback),
  }
  const { absence: away, told } = absence(sleeping)
  wall += 6 * MINUTE
  away.end()
  expect(told).toEqual([0])
  away.begin()
  away.end()
  expect(told).toHaveLength(1)
})
