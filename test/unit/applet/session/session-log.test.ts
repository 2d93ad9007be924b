import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import en from '../../../../src/applet/words/en.json' with { type: 'json' }
import { sessionMessages } from '../../../../src/protocol/peer/messages/session.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

test('[LOG-1] one line an event, whatever a technician is called', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'session.log')
  const log = new SessionLog(new FakeClock(), { file })
  const names = ['Tess', 'Eve\r\n{"forged":true}', '\u001b[2JMallory', '\u202Ednalevil', '"quoted"']
  for (const name of names) log.add('permission-asked', { values: { technician: name, actions: 'see your screen' } })
  const lines = readFileSync(file, 'utf8').split('\n')
  expect(lines.pop()).toBe('')
  expect(lines).toHaveLength(names.length)
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line))).toEqual(['seq', 'time', 'kind', 'permissions', 'text', 'hash'])
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  }
  for (const { text } of log.entries) expect(text).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/)
})

test('the file is for its owner alone', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'session.log')
  new SessionLog(new FakeClock(), { file }).add('session-waiting')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('an entry is in the file before anybody hears of it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'session.log')
  const log = new SessionLog(new FakeClock(), { file })
  log.on('added', ({ text }) => expect(readFileSync(file, 'utf8')).toContain(text))
  log.add('permission-yes', { values: { actions: 'see your screen' } })
  expect.assertions(1)
})

test('memory keeps the newest lines only', () => {
  const log = new SessionLog(new FakeClock())
  for (let count = 0; count < 10_100; count += 1) log.add('chat-customer', { values: { text: `line ${count}` } })
  expect(log.entries).toHaveLength(10_000)
  expect(log.entries.at(-1)?.text).toBe('You: line 10099')
})

test('a file that cannot be written is refused at once, and one that ends in mid-session does not end the session', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  expect(() => new SessionLog(new FakeClock(), { file: join(folder, 'missing', 'session.log') })).toThrow('ENOENT')
  const file = join(folder, 'session.log')
  const log = new SessionLog(new FakeClock(), { file })
  rmSync(file)
  mkdirSync(file)
  log.add('permission-yes', { values: { actions: 'see your screen' } })
  expect(log.entries.map(({ kind }) => kind)).toEqual(['permission-yes', 'log-failed'])
})

test('whatever a sentence of the log names can travel to the technician', () => {
  const sentences = Object.entries(en).filter(([key]) => /^(log|ending)\./.test(key))
  const named = new Set(sentences.flatMap(([, words]) => [...words.matchAll(/\{(\w+)\}/g)].map((match) => match[1])))
  const { entries } = sessionMessages['activity-logged'].fields
  for (const name of named) expect(entries.values.entries).toHaveProperty(name as string)
})
