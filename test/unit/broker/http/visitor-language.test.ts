import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acceptedLanguages, visitorLanguage } from '../../../../src/broker/http/visitor-language.ts'

const pages = mkdtempSync(join(tmpdir(), 'pages-'))
for (const name of ['index', 'download', 'index.de', 'download.de', 'index.fr', 'download.fr', 'console'])
  writeFileSync(join(pages, `${name}.html`), '')

test.each([
  [undefined, []],
  ['', []],
  ['de', ['de']],
  ['de-CH, fr;q=0.8 , en;q=0.9', ['de-CH', 'en', 'fr']],
  ['de;q=0, fr', ['fr']],
  ['de;q=nonsense, fr', ['fr']],
  ['fr;q=0.5,de;q=0.5', ['fr', 'de']],
])('the header %j asks for %j', (header, tags) => {
  expect(acceptedLanguages(header)).toEqual(tags)
})

test.each([
  ['de-CH,de;q=0.9,en;q=0.8', 'de'],
  ['fr', 'fr'],
  // Nobody built these pages.
  ['nl', 'en'],
  ['nl,fr;q=0.5', 'fr'],
  ['en-GB,de;q=0.9', 'en'],
  ['*', 'en'],
  ['../../etc/passwd', 'en'],
  ['de/../../x', 'en'],
  [undefined, 'en'],
  [`${'x,'.repeat(10_000)}de`, 'en'],
])('whoever sends %j reads %s', async (header, language) => {
  expect(await visitorLanguage(header, pages)).toBe(language)
})

test('where nothing is built yet, it is English', async () => {
  expect(await visitorLanguage('de', join(pages, 'nothing'))).toBe('en')
})
