import { beforeEach, describe, expect, test } from 'vitest'
import { LastInput } from '../../../../../../src/applet/input/sinks/win32/last-input.ts'
import { FakeClock } from '../../../../../support/fake-clock.ts'

let clock: FakeClock
let last: number
let acts: number
let input: LastInput

const LATE = 0xffff_ff00

function begin(start: number): void {
  clock = new FakeClock()
  const tick = () => (start + clock.monotonic() - Date.UTC(2026, 0, 1)) % 2 ** 32
  times.now = tick
  last = tick()
  acts = 0
  input = new LastInput(times, clock)
  input.onceCustomerActs(() => {
    acts += 1
  })
}

const times = { lastInput: () => last, now: () => 0 }

function somebodyActs(): void {
  last = times.now()
}

describe.each([
  ['soon after the start', 1000],
  ['when the count starts anew', LATE],
])('[LOCAL-1] %s', (_name, start) => {
  beforeEach(() => begin(start))

  test('what came before the watch does not count', () => {
    clock.advance(500)
    expect(acts).toBe(0)
  })

  test('an act of the customer is noticed within 50 ms, and told once', () => {
    clock.advance(300)
    somebodyActs()
    clock.advance(50)
    expect(acts).toBe(1)
    somebodyActs()
    clock.advance(1000)
    expect(acts).toBe(1)
  })

  test('our own acts do not count, also when the system dates them a little later', () => {
    for (let count = 0; count < 100; count += 1) {
      clock.advance(16)
      somebodyActs()
      input.acted()
      last += 15
    }
    clock.advance(200)
    expect(acts).toBe(0)
  })

  test('a customer who goes on is noticed as soon as we rest', () => {
    input.acted()
    for (let count = 0; count < 20; count += 1) {
      clock.advance(10)
      somebodyActs()
    }
    expect(acts).toBe(1)
  })
})
