import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { STATUSES } from '../../../../src/protocol/broker/status.ts'
import { INPUT_REFUSALS } from '../../../../src/protocol/peer/messages/input.ts'
import en from '../../../../src/ui/words/en.json' with { type: 'json' }
import { anyOf, duration, LANGUAGES, t, tCount } from '../../../../src/ui/words/words.ts'

const sources = join(import.meta.dirname, '../../../../src')

test('values stand where the words name them', () => {
  expect(t('overlay.waiting', { name: 'Zoë {count}' })).toBe('Zoë {count} is waiting for you')
  expect(t('session.quality.rate', { count: 1234.4 })).toBe('1,234 KB/s')
})

test('one customer, many customers', () => {
  expect(tCount('sessions.waiting', 1)).toBe('1 customer is waiting')
  expect(tCount('sessions.waiting', 3)).toBe('3 customers are waiting')
})

test('times grow from minutes to hours and never run below zero', () => {
  expect([-5, 0, 61_000, 3_600_000 + 62_000].map(duration)).toEqual(['00:00', '00:00', '01:01', '1:01:02'])
})

test('things to choose from are joined as the language does it', () => {
  expect(anyOf(['a', 'b', 'c'])).toBe('a, b, or c')
})

const languageFiles = readdirSync(join(sources, 'ui/words')).filter((file) => file.endsWith('.json'))

test('every file of words is a language that can be chosen', () => {
  expect(Object.keys(LANGUAGES).map((name) => `${name}.json`)).toEqual(languageFiles)
})

test.each(languageFiles)('%s has the keys of English, each with the same values in it', (file) => {
  const words: Record<string, string> = JSON.parse(readFileSync(join(sources, 'ui/words', file), 'utf8'))
  // A language may have more forms of a number than English, and fewer.
  const keys = (all: object) => Object.keys(all).filter((key) => !/\.(zero|one|two|few|many)$/.test(key))
  expect(keys(words).toSorted()).toEqual(keys(en).toSorted())
  const values = (text: string) => new Set(text.match(/\{+\w+\}+/g))
  for (const key of keys(en) as (keyof typeof en)[]) expect(values(words[key] ?? ''), key).toEqual(values(en[key]))
})

test('there are words for every status and every refusal', () => {
  for (const status of STATUSES) expect(en).toHaveProperty([`status.${status}`])
  for (const reason of INPUT_REFUSALS) expect(en).toHaveProperty([`session.refused.${reason}`])
})

test('no words are left over that no page says', () => {
  const code = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(ui|console|join)\b.*\.(tsx?|html)$/.test(file))
    .map((file) => readFileSync(join(sources, file), 'utf8'))
    .join('\n')
  // Keys that are put together end in `${…}`; their beginning has to stand in the code.
  const stems = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map((match) => match[1] as string)
  const counted = [...code.matchAll(/tCount\('([\w.-]+)'/g)].map((match) => `${match[1]}.`)
  const said = (key: string) =>
    [`'${key}'`, `[[${key}]]`].some((use) => code.includes(use)) ||
    [...stems, ...counted].some((stem) => key.startsWith(stem))
  expect(Object.keys(en).filter((key) => !said(key))).toEqual([])
})
