import { describe, expect, test } from 'vitest'
import {
  type AttemptCounter,
  type AttemptRule,
  attemptsIn,
  countAttempt,
  isBlocked,
  isForgotten,
} from '../../../../src/broker/session/attempt-counter.ts'

const RULE: AttemptRule = { most: 3, windowMs: 1000, firstBlockMs: 1000, longestBlockMs: 3000 }
const DAY = 24 * 60 * 60_000

function fill(counter: AttemptCounter | undefined, now: number): AttemptCounter {
  const one = countAttempt(counter, RULE, now)
  return countAttempt(countAttempt(one, RULE, now), RULE, now)
}

describe('a window', () => {
  test('takes attempts until it is full, then blocks', () => {
    const two = countAttempt(countAttempt(undefined, RULE, 5000), RULE, 5500)
    expect(attemptsIn(two, RULE.windowMs, 5900)).toBe(2)
    expect(isBlocked(two, 5900)).toBe(false)
    const three = countAttempt(two, RULE, 5900)
    expect(isBlocked(three, 6899)).toBe(true)
    expect(isBlocked(three, 6900)).toBe(false)
  })

  test('forgets its attempts when it is over', () => {
    const two = countAttempt(countAttempt(undefined, RULE, 5000), RULE, 5500)
    expect(attemptsIn(two, RULE.windowMs, 6000)).toBe(0)
    expect(countAttempt(two, RULE, 6000)).toMatchObject({ windowStart: 6000, count: 1 })
  })
})

describe('a block', () => {
  test('is twice as long as the one before, up to the longest', () => {
    const first = fill(undefined, 10_000)
    const second = fill(first, first.blockedUntil)
    const third = fill(second, second.blockedUntil)
    expect([first, second, third].map(({ blockMs }) => blockMs)).toEqual([1000, 2000, 3000])
  })

  test('is forgotten a day after it ended', () => {
    const first = fill(undefined, 10_000)
    const later = first.blockedUntil + DAY + 1
    expect(isForgotten(first, later)).toBe(true)
    expect(fill(first, later).blockMs).toBe(1000)
  })
})
