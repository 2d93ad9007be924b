import { expect, test } from 'vitest'
import { createLogger, type LogLine } from '../../../src/base/logger.ts'
import { LimitedWarnings } from '../../../src/broker/limited-warnings.ts'
import { FakeClock } from '../../support/fake-clock.ts'

test('ten a minute are written, the rest is counted; then it begins anew', () => {
  const lines: LogLine[] = []
  const clock = new FakeClock()
  const warnings = new LimitedWarnings(createLogger((line) => lines.push(line))('broker'), clock, 'a wrong PIN')
  for (let count = 0; count < 25; count += 1) warnings.warn({ address: '192.0.2.1' })
  expect(lines).toHaveLength(10)
  expect(lines[0]).toMatchObject({ level: 'warn', message: 'a wrong PIN', fields: { address: '192.0.2.1' } })
  clock.advance(60_000)
  expect(lines.at(-1)?.fields).toEqual({ more: 15 })
  warnings.warn({ address: '192.0.2.2' })
  expect(lines).toHaveLength(12)
  clock.advance(60_000)
  expect(lines).toHaveLength(12)
})
