import { expect, test } from 'vitest'
import { follow } from '../../../../../src/applet/screen/sources/follow.ts'
import { FakeClock } from '../../../../support/fake-clock.ts'

test('what moves is looked at 30 times a second, what stands still for a second 10 times', () => {
  const clock = new FakeClock()
  let moves = true
  let looks = 0
  using following = follow(clock, () => {
    looks += 1
    return moves
  })
  const looksIn = (milliseconds: number) => {
    const before = looks
    clock.advance(milliseconds)
    return looks - before
  }
  expect(looksIn(3300)).toBe(100)
  moves = false
  expect(looksIn(990)).toBe(30)
  expect(looksIn(1000)).toBeLessThanOrEqual(11)
  moves = true
  looksIn(100)
  expect(looksIn(330)).toBe(10)
  following[Symbol.dispose]()
  expect(looksIn(1000)).toBe(0)
})
