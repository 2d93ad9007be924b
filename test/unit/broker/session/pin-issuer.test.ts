import { describe, expect, test } from 'vitest'
import { newIdentifier, newSecret } from '../../../../src/broker/secret.ts'
import { drawPin, OutOfPinCodes, PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import type { Pin } from '../../../../src/broker/session/session-state.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'

const MINUTE = 60_000

function opening(clock: FakeClock) {
  return (pin: Pin) => ({
    session: {
      id: newIdentifier(),
      technician: TESS,
      name: '',
      createdAt: clock.now(),
      state: { status: 'Connecting' as const, since: clock.now(), pin },
    },
    line: { time: clock.now(), text: `PIN code ${pin.digits} created` },
  })
}

/** Issues the numbers in turn. */
function issuerOf(store: Store, clock: FakeClock, numbers: number[]) {
  return new PinIssuer(store, clock, () => numbers.shift() ?? drawPin())
}

describe('drawing', () => {
  test('a million draws stay in range and are uniform', () => {
    const draws = 1_000_000
    const buckets = Array.from({ length: 90 }, () => 0)
    for (let index = 0; index < draws; index += 1) {
      const pin = drawPin()
      const bucket = Math.floor((pin - 100_000) / 10_000)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    // A number out of range would have made a bucket of its own.
    expect(Object.keys(buckets)).toHaveLength(90)
    const expected = draws / 90
    const chiSquare = buckets.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 89 degrees of freedom: above 160 comes by chance once in 200 000 runs.
    expect(chiSquare).toBeLessThan(160)
  }, 30_000)
})

describe('issuing', () => {
  test('a PIN that is live is drawn again', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const issuer = issuerOf(store, clock, [111_111, 111_111, 222_222])
    const first = await issuer.issue(opening(clock))
    const second = await issuer.issue(opening(clock))
    expect([first.state.pin.digits, second.state.pin.digits]).toEqual(['111111', '222222'])
  })

  test('a dead PIN is not issued again for 24 hours', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const issuer = issuerOf(store, clock, [111_111, 111_111, 222_222, 111_111])
    await issuer.issue(opening(clock))
    clock.advance(24 * 60 * MINUTE)
    expect((await issuer.issue(opening(clock))).state.pin.digits).toBe('222222')
    clock.advance(11 * MINUTE)
    expect((await issuer.issue(opening(clock))).state.pin.digits).toBe('111111')
  })

  test('a thousand live PINs are enough: OUTOFPINCODES until one dies', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const issuer = new PinIssuer(store, clock)
    for (let count = 0; count < 1000; count += 1) await issuer.issue(opening(clock))
    await expect(issuer.issue(opening(clock))).rejects.toThrow(OutOfPinCodes)
    clock.advance(10 * MINUTE)
    await issuer.issue(opening(clock))
  }, 30_000)
})

describe('validity', () => {
  test('[PIN-2] ten minutes from issue', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const issuer = issuerOf(store, clock, [111_111, 222_222])
    const first = await issuer.issue(opening(clock))
    await issuer.issue(opening(clock))
    clock.advance(10 * MINUTE - 1)
    expect(await issuer.redeem('111111', newSecret())).toEqual({ outcome: 'redeemed', sessionId: first.id })
    expect(await issuer.redeem('111111', newSecret())).toEqual({ outcome: 'used' })
    clock.advance(1)
    expect(await issuer.redeem('222222', newSecret())).toEqual({ outcome: 'expired' })
    expect(await issuer.redeem('333333', newSecret())).toEqual({ outcome: 'unknown' })
  })

  test('the first look on the page restarts it, the second does not', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const issuer = issuerOf(store, clock, [111_111])
    await issuer.issue(opening(clock))
    clock.advance(9 * MINUTE)
    expect(await issuer.see('111111')).toMatchObject({ outcome: 'live', restarted: true })
    clock.advance(9 * MINUTE)
    expect(await issuer.see('111111')).toMatchObject({ outcome: 'live', restarted: false })
    clock.advance(MINUTE)
    expect(await issuer.see('111111')).toMatchObject({ outcome: 'expired' })
  })
})
