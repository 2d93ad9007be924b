import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieces } from '../../../../src/console/input/text-pieces.ts'

test('a long paste is cut into pieces that fit, with nothing lost and no character cut through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (text, longest) => {
      const cut = pieces(text, longest)
      expect(cut.join('')).toBe(text)
      for (const piece of cut) {
        expect(piece.length).toBeLessThanOrEqual(longest)
        expect(piece.isWellFormed()).toBe(true)
      }
    }),
  )
})

test('nothing is no piece', () => {
  expect(pieces('', 10)).toEqual([])
})
