import { describe, expect, test } from 'vitest'
import { PinThrottle } from '../../../../src/broker/session/pin-throttle.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { tempStore } from '../../../support/temp-store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

async function wrong(throttle: PinThrottle, address: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await throttle.countWrong(address)
}

function throttleOn(store: Store, clock: FakeClock, alarm = () => {}) {
  return new PinThrottle(store.attempts, clock, alarm)
}

describe('[PIN-3] one address', () => {
  test('five wrong PINs in ten minutes, then a block of ten minutes that doubles up to a day', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const throttle = throttleOn(store, clock)
    for (const blockMs of [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440].map((minutes) => minutes * MINUTE)) {
      await wrong(throttle, '192.0.2.1', 4)
      expect(await throttle.judge('192.0.2.1')).toBe('free')
      await wrong(throttle, '192.0.2.1', 1)
      clock.advance(blockMs - 1)
      expect(await throttle.judge('192.0.2.1')).toBe('refused')
      clock.advance(1)
      expect(await throttle.judge('192.0.2.1')).toBe('free')
    }
  })

  test('a neighbour is free until the network is full: 20 wrong PINs of one /24', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    const throttle = throttleOn(store, clock)
    for (const host of [1, 2, 3, 4]) await wrong(throttle, `192.0.2.${host}`, 4)
    expect(await throttle.judge('192.0.2.9')).toBe('free')
    await wrong(throttle, '192.0.2.5', 4)
    expect(await throttle.judge('192.0.2.9')).toBe('refused')
    expect(await throttle.judge('192.0.3.9')).toBe('free')
  })

  test('IPv6 counts by /64, however it is written', async () => {
    await using store = await tempStore()
    const throttle = throttleOn(store, new FakeClock())
    await wrong(throttle, '2001:db8::1', 3)
    await wrong(throttle, '2001:0db8:0:0:ffff::2', 2)
    expect(await throttle.judge('2001:db8:0:0:1:2:3:4')).toBe('refused')
    expect(await throttle.judge('2001:db8:0:1::1')).toBe('free')
    expect(await throttle.judge('::1')).toBe('free')
  })
})

describe('[PIN-3] everybody together', () => {
  test('above 30 wrong a minute every entry is slowed and the operator alarmed once, from 60 nothing is evaluated', async () => {
    await using store = await tempStore()
    const clock = new FakeClock()
    let alarms = 0
    const throttle = throttleOn(store, clock, () => {
      alarms += 1
    })
    for (let count = 0; count < 30; count += 1) await throttle.countWrong(`10.0.${count}.1`)
    expect(await throttle.judge('198.51.100.1')).toBe('free')
    await throttle.countWrong('10.1.0.1')
    expect(await throttle.judge('198.51.100.1')).toBe('slowed')
    for (let count = 31; count < 60; count += 1) await throttle.countWrong(`10.2.${count}.1`)
    expect(await throttle.judge('198.51.100.1')).toBe('refused')
    expect(alarms).toBe(1)
    clock.advance(MINUTE)
    expect(await throttle.judge('198.51.100.1')).toBe('free')
  })
})

test('how long is to be waited follows the longest of what refuses', async () => {
  await using store = await tempStore()
  const clock = new FakeClock()
  const throttle = throttleOn(store, clock)
  expect(await throttle.waitOf('192.0.2.1')).toBe(0)
  await wrong(throttle, '192.0.2.1', 5)
  clock.advance(MINUTE)
  expect(await throttle.waitOf('192.0.2.1')).toBe(9 * MINUTE)
  for (let count = 0; count < 60; count += 1) await throttle.countWrong(`10.0.${count}.1`)
  clock.advance(1000)
  expect(await throttle.waitOf('198.51.100.1')).toBe(MINUTE - 1000)
  expect(await throttle.waitOf('192.0.2.1')).toBe(9 * MINUTE - 1000)
})

test('[PIN-3] a new throttle on the same store remembers', async () => {
  await using store = await tempStore()
  const clock = new FakeClock()
  await wrong(throttleOn(store, clock), '192.0.2.1', 5)
  expect(await throttleOn(store, clock).judge('192.0.2.1')).toBe('refused')
})

test('a day after its block an address starts afresh, also in the store', async () => {
  await using store = await tempStore()
  const clock = new FakeClock()
  const throttle = throttleOn(store, clock)
  await wrong(throttle, '192.0.2.1', 5)
  clock.advance(25 * HOUR)
  await throttle.forgetOld()
  expect(await store.attempts.counters(['192.0.2.1', 'total'])).toEqual(new Map())
})
