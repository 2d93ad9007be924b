import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { saveLog } from '../../../../src/applet/session/log-saving.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FACTS, logOf, verdictOn } from '../../../support/logged-session.ts'

const HOSTILE = [
  'Eve\r\n{"seq":1}',
  '\u001b[2JMallory',
  '\u202Ednalevil',
  '"quoted" \\u0041',
  'a\u2028b\u0085c',
  '\ud800',
  '\u0000',
]

const newFolder = () => mkdtempSync(join(tmpdir(), 'saved-'))

async function saved(format: 'text' | 'verifiable', log: SessionLog, folder = newFolder()) {
  const path = await saveLog({ format, folder, facts: FACTS, log, speaker: englishSpeaker })
  return { path, lines: readFileSync(path, 'utf8').trimEnd().split('\n') }
}

test('[LOG-2] the saved log names technician, company, session and every grant, and is whole', async () => {
  const log = new SessionLog(new FakeClock())
  log.add('permission-yes', { permissions: ['view'], values: { actions: 'see your screen' } })
  const { lines } = await saved('verifiable', log)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ technician: 'Tess Technician', company: 'Test & Sons' })
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ seq: 1, kind: 'permission-yes', permissions: ['view'] })
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ lines: 1, hash: log.entries[0]?.hash })
  expect(verdictOn(lines).trouble).toBeUndefined()
})

test('as text it is one line an event, with the day where one begins', async () => {
  const { lines } = await saved('text', logOf(3))
  expect(lines[0]).toBe('Session log')
  expect(lines).toContain('Support session with Tess Technician of Test & Sons')
  expect(lines.filter((line) => line.includes('2026'))).toEqual(['Thursday, January 1, 2026'])
  expect(lines.filter((line) => /^\d\d:\d\d:\d\d.*line 2$/.test(line))).toHaveLength(1)
  expect(lines.at(-1)).toMatch(/^Fingerprint of the last line: (\w{4} ){3}\w{4}$/)
})

test('[LOG-1] whatever anybody is called or writes stays on one line, in either form', async () => {
  for (const format of ['text', 'verifiable'] as const) {
    const log = new SessionLog(new FakeClock())
    const plain = (await saved(format, logOf(2 + HOSTILE.length))).lines.length
    log.add('session-connecting')
    for (const name of HOSTILE) log.add('chat-technician', { values: { name, text: name } })
    log.add('session-ended')
    const { lines } = await saved(format, log)
    expect(lines).toHaveLength(plain)
    for (const line of lines) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
    if (format === 'verifiable') expect(verdictOn(lines).trouble).toBeUndefined()
  }
})

test('what is there is never overwritten, not by way of a link either; the file is for its owner alone', async () => {
  const folder = newFolder()
  const first = await saved('text', logOf(2), folder)
  writeFileSync(first.path, 'mine')
  const elsewhere = join(newFolder(), 'elsewhere')
  symlinkSync(elsewhere, first.path.replace('.txt', ' (1).txt'))
  const { path } = await saved('text', logOf(2), folder)
  expect(path).toBe(first.path.replace('.txt', ' (2).txt'))
  expect(readFileSync(first.path, 'utf8')).toBe('mine')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(() => statSync(elsewhere)).toThrow('ENOENT')
})

test('where nothing can be written it says so', async () => {
  await expect(saved('text', logOf(2), '/nowhere/at/all')).rejects.toThrow('ENOENT')
})

test('a log whose first lines memory no longer has is whole from there on, and says how many are not in it', async () => {
  const log = logOf(10_020)
  const { lines } = await saved('verifiable', log)
  expect(verdictOn(lines)).toMatchObject({ trouble: undefined, lines: 10_000, dropped: 20 })
  expect(verdictOn(lines.toSpliced(1, 1)).trouble).toBeDefined()
})
