import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Backoff } from '../../../src/base/backoff.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const MINUTE = 60_000

/** As Math.random: 1 is not among them. */
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const tries = fc.array(fc.record({ random: fraction, passesMs: fc.nat(MINUTE), spentMs: fc.nat(20_000) }), {
  minLength: 1,
  maxLength: 100,
})

test('no try comes later than it may at that time, and none in the past, however long the one before took', () => {
  fc.assert(
    fc.property(tries, (all) => {
      const clock = new FakeClock()
      const startedAt = clock.monotonic()
      let random = 0
      const backoff = new Backoff(clock, () => random)
      for (const each of all) {
        random = each.random
        const longest = clock.monotonic() - startedAt < 5 * MINUTE ? 2000 : 15_000
        const waitMs = backoff.next(each.spentMs)
        expect(waitMs).toBeGreaterThanOrEqual(0)
        expect(waitMs).toBeLessThanOrEqual(Math.max(0, longest - each.spentMs))
        clock.advance(each.passesMs)
      }
      backoff.reset()
      expect(backoff.next()).toBeLessThanOrEqual(250)
    }),
  )
})

test('without a long try between them each wait is in the upper half of its step', () => {
  fc.assert(
    fc.property(fraction, fc.integer({ min: 1, max: 1500 }), (random, count) => {
      const backoff = new Backoff(new FakeClock(), () => random)
      for (let tried = 0; tried < count; tried += 1) {
        const step = Math.min(2000, 250 * 2 ** tried)
        const waitMs = backoff.next()
        if (!(waitMs >= step / 2 && waitMs <= step)) expect.unreachable(`${waitMs} ms at try ${tried}`)
      }
    }),
    { numRuns: 50 },
  )
})
