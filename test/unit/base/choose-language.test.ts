import { expect, test } from 'vitest'
import { chooseLanguage } from '../../../src/base/choose-language.ts'

const files = ['en', 'de', 'zh-Hant']

test.each([
  [['de'], 'de', 'de'],
  [['de-CH', 'en'], 'de-CH', 'de'],
  [['nl', 'fr-BE', 'DE-at'], 'DE-at', 'de'],
  [['zh-Hant-TW'], 'zh-Hant-TW', 'zh-Hant'],
  [['zh', 'en-GB'], 'en-GB', 'en'],
])('whoever wants %j is spoken to in %s with the words of %s', (wanted, tag, file) => {
  expect(chooseLanguage(wanted, files)).toEqual({ tag, file })
})

test('without any that is there it is English', () => {
  expect(chooseLanguage(['nl', 'x'], files)).toEqual({ tag: 'en', file: 'en' })
  expect(chooseLanguage([], files)).toEqual({ tag: 'en', file: 'en' })
})

test('[FUZZ-1] a tag of very many parts takes no time and no memory', () => {
  expect(chooseLanguage(['-'.repeat(400_000)], ['en']).file).toBe('en')
})
