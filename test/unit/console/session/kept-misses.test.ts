import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptMisses } from '../../../../src/console/session/kept-misses.ts'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: kept.set.bind(kept) })
})
afterEach(() => vi.unstubAllGlobals())

test('[S5] wrong digits count on after a reload, for their session alone', () => {
  expect(new KeptMisses('a').add()).toBe(2)
  expect(new KeptMisses('a').triesLeft).toBe(2)
  expect(new KeptMisses('b').triesLeft).toBe(3)
})

test('[S5] two windows of a browser count together', () => {
  const [one, other] = [new KeptMisses('a'), new KeptMisses('a')]
  expect([one.add(), other.add(), one.add()]).toEqual([2, 1, 0])
  expect(other.triesLeft).toBe(0)
  expect(other.add()).toBe(0)
})

test('[S5] without storage the count lasts as long as the page', () => {
  vi.stubGlobal('localStorage', undefined)
  const misses = new KeptMisses('a')
  expect([misses.add(), misses.add(), misses.add()]).toEqual([2, 1, 0])
})

test('what is kept and makes no sense is not taken', () => {
  for (const nonsense of ['{', '{"a":3}', '[["a"],null,["a","3"]]']) {
    kept.set('wrong-digits', nonsense)
    expect(new KeptMisses('a').triesLeft).toBe(3)
  }
})

test('what is kept does not grow without end: the oldest make room', () => {
  for (let count = 0; count <= 100; count++) new KeptMisses(`session ${count}`).add()
  expect(new KeptMisses('session 0').triesLeft).toBe(3)
  expect(new KeptMisses('session 1').triesLeft).toBe(2)
})
