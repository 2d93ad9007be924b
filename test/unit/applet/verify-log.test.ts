import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { LONGEST_LINE } from '../../../src/applet/session/log-lines.ts'
import { linesOf, verifyLog } from '../../../src/applet/verify-log.ts'
import { englishSpeaker } from '../../../src/applet/words/words.ts'
import { logOf, savedLines, twoSessions } from '../../support/logged-session.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const file = join(folder, 'log.jsonl')

async function verified(content: string, options: { hash?: string; json?: boolean } = {}) {
  writeFileSync(file, content)
  const said: string[] = []
  const add = (line: string) => void said.push(line)
  const status = await verifyLog({ file, ...options }, { speaker: englishSpeaker, write: add, complain: add })
  return { status, said }
}

const joined = (lines: readonly string[]) => `${lines.join('\n')}\n`
const SAVED = savedLines(4)

test('a whole log is said to be whole, with its day and its fingerprint', async () => {
  const { status, said } = await verified(joined(SAVED))
  expect(status).toBe(0)
  expect(said).toEqual([
    'All 4 lines of January 1, 2026 are whole.',
    expect.stringMatching(/^The last line has the fingerprint [0-9a-f]{64}$/),
  ])
})

test('several sessions that were appended are one log over their days', async () => {
  const { status, said } = await verified(joined(twoSessions(join(folder, 'appended.log'))))
  expect(status).toBe(0)
  expect(said[0]).toMatch(/^All 12 lines of January 1\s–\s2, 2026 are whole\.$/)
})

test('a clock that was set back between two sessions does not matter', async () => {
  const log = join(folder, 'back.log')
  logOf(3, log, Date.UTC(2026, 4, 2))
  logOf(3, log, Date.UTC(2026, 4, 1))
  const { status, said } = await verified(readFileSync(log, 'utf8'))
  expect(status).toBe(0)
  expect(said[0]).toMatch(/^All 6 lines of May 1\s–\s2, 2026 are whole\.$/)
})

test.each([
  ['changed', SAVED.with(2, String(SAVED[2]).replace('line 2', 'line 0')), 'Line 3 was changed.'],
  ['left out', SAVED.toSpliced(2, 1), 'Something was left out before line 3.'],
  ['moved', SAVED.with(2, String(SAVED[3])).with(3, String(SAVED[2])), 'Line 3 was moved here from another place.'],
  ['added', SAVED.toSpliced(3, 0, String(SAVED[1])), 'Line 4 was added.'],
])('what was %s is said, with status 1', async (_, lines, sentence) => {
  expect(await verified(joined(lines))).toEqual({ status: 1, said: [sentence] })
})

test('the fingerprint from the console shows a log that was rewritten as a whole', async () => {
  const { hash } = JSON.parse(String(SAVED[4]))
  const spoken = `${hash.slice(0, 4)} ${hash.slice(4, 8)} ${hash.slice(8, 12)} ${hash.slice(12, 16).toUpperCase()} …`
  expect(await verified(joined(SAVED), { hash: spoken })).toMatchObject({ status: 0 })
  const other = await verified(joined(savedLines(5)), { hash: spoken })
  expect(other.status).toBe(1)
  expect(other.said[1]).toMatch(/^No line has the fingerprint/)
  expect((await verified(joined(SAVED), { hash: '3f2a' })).status).toBe(2)
})

test('a script reads the verdict as JSON', async () => {
  const { status, said } = await verified(joined(SAVED.toSpliced(2, 1)), { json: true })
  expect(status).toBe(1)
  expect(JSON.parse(String(said[0]))).toMatchObject({ whole: false, trouble: { line: 3, what: 'left-out' } })
})

test.each([
  ['nothing', ''],
  ['another file', '{"time":1}\nhello\n'],
  ['bytes', '\u0000\ufffd\n\n'],
])('%s is no log: status 2', async (_, content) => {
  expect(await verified(content)).toEqual({ status: 2, said: ['This is not a session log.'] })
})

test('a file that is not there, and a folder: status 2', async () => {
  const output = { speaker: englishSpeaker, write: () => {}, complain: () => {} }
  expect(await verifyLog({ file: join(folder, 'missing') }, output)).toBe(2)
  expect(await verifyLog({ file: folder }, output)).toBe(2)
})

test('lines come whole from whatever pieces, and a line without end is not kept', async () => {
  const pieces = (texts: readonly string[]) => Array.fromAsync(linesOf(Readable.from(texts)))
  expect(await pieces(['a', 'b\nc', '\n\nd', ''])).toEqual(['ab', 'c', '', 'd'])
  const endless = await pieces(Array.from({ length: 100 }, () => 'x'.repeat(LONGEST_LINE)))
  expect(endless).toHaveLength(1)
  expect(endless[0]?.length).toBeLessThanOrEqual(LONGEST_LINE + 1)
})
