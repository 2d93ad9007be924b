import { expect, test } from 'vitest'
import { newSecret } from '../../../../src/broker/secret.ts'
import { PinDoor, type PinOutcome } from '../../../../src/broker/session/pin-door.ts'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import { PinThrottle } from '../../../../src/broker/session/pin-throttle.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { tempStore } from '../../../support/temp-store.ts'

const CLAIM = newSecret()

function doorOn(store: Store, clock: FakeClock) {
  const tried: PinOutcome[] = []
  const throttle = new PinThrottle(store.attempts, clock, () => {})
  const door = new PinDoor(new PinIssuer(store, clock), throttle, clock, ({ outcome }) => tried.push(outcome))
  return { door, tried, throttle }
}

test('[PIN-3] a hundred parallel guesses from one address: five are evaluated', async () => {
  await using store = await tempStore()
  const { door, tried } = doorOn(store, new FakeClock())
  const guesses = Array.from({ length: 100 }, (_, index) => door.redeem(String(500_000 + index), CLAIM, '192.0.2.1'))
  await Promise.all(guesses)
  expect(tried.filter((outcome) => outcome === 'unknown')).toHaveLength(5)
  expect(tried.filter((outcome) => outcome === 'too-many-tries')).toHaveLength(95)
})

test('[PIN-3] 10 000 guesses from 1000 addresses within a minute: 60 are evaluated', async () => {
  await using store = await tempStore()
  const { door, tried } = doorOn(store, new FakeClock())
  const addresses = Array.from({ length: 1000 }, (_, index) => `10.${index % 250}.${Math.floor(index / 250)}.1`)
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(
      addresses.map((address, index) => door.redeem(String(100_000 + 1000 * round + index), CLAIM, address)),
    )
  }
  expect(tried).toHaveLength(10_000)
  expect(tried.filter((outcome) => outcome === 'unknown')).toHaveLength(60)
}, 30_000)

test('page and applet share the count', async () => {
  await using store = await tempStore()
  const { door } = doorOn(store, new FakeClock())
  for (let count = 0; count < 3; count += 1) await door.see('500000', '192.0.2.1')
  for (let count = 0; count < 2; count += 1) await door.redeem('500000', CLAIM, '192.0.2.1')
  expect(await door.see('500000', '192.0.2.1')).toEqual({ outcome: 'too-many-tries', waitMs: 10 * 60_000 })
})

test('above 30 wrong a minute an entry waits three seconds', async () => {
  await using store = await tempStore()
  const clock = new FakeClock()
  const { door, throttle } = doorOn(store, clock)
  for (let count = 0; count < 31; count += 1) await throttle.countWrong(`10.0.${count}.1`)
  let answered = false
  const answer = door.redeem('500000', CLAIM, '192.0.2.1').then((given) => {
    answered = true
    return given
  })
  await new Promise(setImmediate)
  clock.advance(2999)
  await new Promise(setImmediate)
  expect(answered).toBe(false)
  clock.advance(1)
  expect(await answer).toEqual({ outcome: 'unknown' })
})
