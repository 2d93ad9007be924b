import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tampering } from '../../../../src/applet/session/log-verifier.ts'
import { logOf, savedLines, twoSessions, verdictOn } from '../../../support/logged-session.ts'

const SAVED = savedLines(12)
const APPENDED = twoSessions(join(mkdtempSync(join(tmpdir(), 'log-')), 'session.log'))
const FORGED = JSON.stringify({ ...JSON.parse(SAVED[5] as string), text: 'Forged.' })

const positionsOf = (lines: readonly string[]) => lines.map((_, index) => index)
const without = (lines: readonly string[], index: number) => lines.toSpliced(index, 1)
const moved = (lines: readonly string[], from: number, to: number) =>
  lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] as string)
const troubleOf = (lines: readonly string[]) => verdictOn(lines).trouble

describe('[LOG-1] a log that was touched', () => {
  test('what nobody touched is whole', () => {
    expect(verdictOn(SAVED)).toMatchObject({ trouble: undefined, lines: 12, sessions: 1, unfinished: 0, dropped: 0 })
    expect(verdictOn(APPENDED)).toMatchObject({ trouble: undefined, lines: 12, sessions: 2, unfinished: 0 })
  })

  test.each([
    ['saved', SAVED],
    ['appended', APPENDED],
  ])('%s: any character changed in any line is found', (_, lines) => {
    const change = fc.tuple(fc.nat(lines.length - 1), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }))
    fc.assert(
      fc.property(change, ([index, at, character]) => {
        const line = lines[index] as string
        const changed = line.slice(0, at % line.length) + character + line.slice((at % line.length) + 1)
        fc.pre(changed !== line && character !== '\n')
        expect(troubleOf(lines.with(index, changed))).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })

  test.each(positionsOf(SAVED))('saved: line %i is missed when it is gone', (index) => {
    expect(troubleOf(without(SAVED, index))?.what).toBe('left-out')
  })

  test('appended: every line but the last of a session is missed; a session without its end is told', () => {
    for (const index of positionsOf(APPENDED)) {
      const verdict = verdictOn(without(APPENDED, index))
      if (index === 4 || index === 11) expect(verdict).toMatchObject({ trouble: undefined, unfinished: 1 })
      else expect(verdict.trouble?.what).toBe('left-out')
    }
  })

  test.each([
    ['saved', SAVED],
    ['appended', APPENDED],
  ])('%s: any line moved anywhere is found', (_, lines) => {
    for (const from of positionsOf(lines)) {
      for (const to of positionsOf(lines)) if (from !== to) expect(troubleOf(moved(lines, from, to))).toBeDefined()
    }
  })

  test.each([
    ['saved', SAVED],
    ['appended', APPENDED],
  ])('%s: whatever is put in anywhere is found', (_, lines) => {
    for (const index of [...positionsOf(lines), lines.length]) {
      for (const extra of [FORGED, 'nonsense', '', ...lines]) {
        expect(troubleOf(lines.toSpliced(index, 0, extra)), `${index} ${extra}`).toBeDefined()
      }
    }
  })

  test('any range that is gone from a saved log is missed', () => {
    for (const from of positionsOf(SAVED)) {
      for (const count of positionsOf(SAVED)) {
        if (count > 0 && from + count <= SAVED.length && count < SAVED.length) {
          expect(troubleOf(SAVED.toSpliced(from, count))).toBeDefined()
        }
      }
    }
  })

  const TOLD: [string, readonly string[], { line: number; what: Tampering }][] = [
    ['changed', SAVED.with(5, FORGED), { line: 6, what: 'changed' }],
    ['changed in the head', SAVED.with(0, String(SAVED[0]).replace('Tess', 'Eve')), { line: 1, what: 'changed' }],
    ['left out', without(SAVED, 6), { line: 7, what: 'left-out' }],
    ['cut off', SAVED.slice(0, 9), { line: 10, what: 'left-out' }],
    ['moved forth', moved(SAVED, 9, 3), { line: 4, what: 'moved' }],
    ['added', SAVED.toSpliced(4, 0, FORGED), { line: 5, what: 'added' }],
    ['repeated', SAVED.toSpliced(8, 0, SAVED[4] as string), { line: 9, what: 'added' }],
    ['added after the end', [...SAVED, FORGED], { line: 15, what: 'added' }],
  ]
  test.each(TOLD)('what was %s is told by its line', (_, lines, trouble) => {
    expect(troubleOf(lines)).toEqual(trouble)
  })
})

test('a log that was rewritten as a whole has another hash than the technician’s console shows', () => {
  const { hash } = verdictOn(SAVED)
  const rewritten = savedLines(13)
  expect(verdictOn(SAVED, hash)).toMatchObject({ trouble: undefined, found: 13 })
  expect(verdictOn(rewritten, hash)).toMatchObject({ trouble: undefined, found: undefined })
  expect(verdictOn(SAVED, String(logOf(12).entries[3]?.hash).slice(0, 16)).found).toBe(5)
})
