import { expect, test } from 'vitest'
import { digitsOf, inGroups, isWhole } from '../../../src/ui/six-digits.ts'

test.each(['482913', '482 913', ' 482-913\n', 'Code: 4 8 2 9 1 3.', '4829137'])('"%s" is 482913', (text) => {
  expect(digitsOf(text)).toBe('482913')
})

test('only six are whole', () => {
  expect(['', '48291', '482913'].map(isWhole)).toEqual([false, false, true])
})

test('the groups grow as they are typed', () => {
  expect(['', '48', '482', '4829', '482913'].map(inGroups)).toEqual(['', '48', '482', '482 9', '482 913'])
})
