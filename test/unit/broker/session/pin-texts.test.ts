import { expect, test } from 'vitest'
import { PIN_TEXTS, tryAgainIn, waitInWords } from '../../../../src/broker/session/pin-texts.ts'

const MINUTE = 60_000

test.each([
  [1, '1 minute'],
  [MINUTE, '1 minute'],
  [MINUTE + 1, '2 minutes'],
  [10 * MINUTE, '10 minutes'],
  [160 * MINUTE, '3 hours'],
  [24 * 60 * MINUTE, '24 hours'],
])('%i ms are told as %s', (milliseconds, words) => {
  expect(waitInWords(milliseconds)).toBe(words)
})

test('all of it fits into the reason of a closed socket', () => {
  const text = `${PIN_TEXTS['too-many-tries']} ${tryAgainIn(119 * MINUTE)}`
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(123)
})
