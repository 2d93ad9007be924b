import { expect, test } from 'vitest'
import { amount } from '../../../../../src/applet/ui/pages/speech.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [812_400, '812 kB'],
  [8_400_000, '8.4 MB'],
  [3_200_000_000, '3.2 GB'],
])('%d bytes are written as %s', (bytes, written) => {
  expect(amount(bytes)).toBe(written)
})
