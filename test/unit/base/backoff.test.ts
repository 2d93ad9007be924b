import { expect, test } from 'vitest'
import { Backoff } from '../../../src/base/backoff.ts'

test('waiting times double up to the most, and begin again after a success', () => {
  const backoff = new Backoff(250, 15_000, () => 1)
  expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  backoff.reset()
  expect(backoff.next()).toBe(250)
})

test('each is spread over its upper half', () => {
  expect(new Backoff(1000, 1000, () => 0).next()).toBe(500)
  expect(new Backoff(1000, 1000, () => 0.5).next()).toBe(750)
})
