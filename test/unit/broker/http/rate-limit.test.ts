import { expect, test } from 'vitest'
import { SignInLimit } from '../../../../src/broker/http/rate-limit.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const THREE_MINUTES = 3 * 60_000

test('ten tries in three minutes, by address and by account', () => {
  const clock = new FakeClock()
  const limit = new SignInLimit(clock)
  for (let count = 0; count < 10; count += 1) limit.count('192.0.2.1', `a${count}@example.com`)
  expect(() => limit.count('192.0.2.1', 'other@example.com')).toThrow('Too many tries')
  for (let count = 0; count < 10; count += 1) limit.count(`198.51.100.${count}`, 'tess@example.com')
  expect(() => limit.count('203.0.113.1', 'tess@example.com')).toThrow('Too many tries')
  clock.advance(THREE_MINUTES)
  limit.count('192.0.2.1', 'tess@example.com')
})
