import { expect, test } from 'vitest'
import { digitsOf, inGroups, isWhole } from '../../../src/ui/six-digits.ts'

test.each([
  ['482913', '482913'],
  ['482 913', '482913'],
  [' 482-913\n', '482913'],
  ['your code is 012345', '012345'],
  ['4829137', '482913'],
  ['abc', ''],
])('%o is pasted as %o', (pasted, shown) => {
  expect(digitsOf(pasted)).toBe(shown)
})

test('only six are whole', () => {
  expect(['', '48291', '482913'].map(isWhole)).toEqual([false, false, true])
})

test('the groups grow as they are typed', () => {
  expect(['', '48', '482', '4829', '482913'].map(inGroups)).toEqual(['', '48', '482', '482 9', '482 913'])
})
