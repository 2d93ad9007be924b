import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberedFileName, safeFileName, shownFileName } from '../../../src/protocol/peer/file-name.ts'
import { HARMLESS_NAMES, HOSTILE_NAMES } from '../../support/hostile-names.ts'

test('[FILE-1] the corpus has at least 500 names', () => {
  expect(HOSTILE_NAMES.length).toBeGreaterThanOrEqual(500)
})

test('[FILE-1] every hostile name is refused', () => {
  expect(HOSTILE_NAMES.filter((name) => safeFileName(name) !== undefined)).toEqual([])
})

test('names that people give are kept as they are', () => {
  expect(HARMLESS_NAMES.filter((name) => safeFileName(name) !== name)).toEqual([])
})

test('a name is composed, so that it is the same everywhere', () => {
  expect(safeFileName('cafe\u0301.txt')).toBe('caf\u00e9.txt')
})

test('[FILE-1] what is let through is let through again, and has no folder, stream or end that is dropped', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      const safe = safeFileName(name)
      if (safe === undefined) return
      expect(safeFileName(safe)).toBe(safe)
      expect(safe).not.toMatch(/[/\\:\0]|^\.|[. ]$/)
    }),
  )
})

test('a number stands before the ending', () => {
  expect(numberedFileName('report.pdf', 0)).toBe('report.pdf')
  expect(numberedFileName('report.pdf', 1)).toBe('report (1).pdf')
  expect(numberedFileName('x.tar.gz', 12)).toBe('x.tar (12).gz')
  expect(numberedFileName('noending', 3)).toBe('noending (3)')
})

test('[FILE-1] a numbered name is safe, however long the name is', () => {
  for (const name of HARMLESS_NAMES) expect(safeFileName(numberedFileName(name, 999))).toBe(numberedFileName(name, 999))
})

test('what would make a name look like another one is shown as a sign', () => {
  expect(shownFileName('gnp.\u202eexe\u0000\u200b')).toBe('gnp.\ufffdexe\ufffd\ufffd')
  expect(shownFileName('می\u200cخواهم 👩\u200d💻.txt')).toBe('می\u200cخواهم 👩\u200d💻.txt')
})
