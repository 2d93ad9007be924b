import { expect, test } from 'vitest'
import { digitsOf } from '../../../src/join/code-box.ts'

test.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  [' 123-456\n', '123456'],
  ['your code is 012345', '012345'],
  ['1234567', '123456'],
  ['abc', ''],
])('%o is pasted as %o', (pasted, shown) => {
  expect(digitsOf(pasted)).toBe(shown)
})
