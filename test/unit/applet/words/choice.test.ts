import { expect, test } from 'vitest'
import { readOptions } from '../../../../src/applet/options.ts'
import { systemLanguages } from '../../../../src/applet/system-languages.ts'
import { LANGUAGES, speakerOf } from '../../../../src/applet/words/words.ts'

const plain = { broker: 'http://127.0.0.1:1', screen: 'auto', input: 'auto' }
const read = (language: string) => readOptions({ ...plain, language }, '123456', '/usr/bin/node')
const yesIn = async (environment: NodeJS.ProcessEnv) => (await speakerOf(systemLanguages(environment))).t('prompt.yes')

test.each(['en', 'fr', 'it', 'de', 'es', 'pt', 'nl'])('--language %s is offered', (language) => {
  expect(read(language).language).toBe(language)
  expect(LANGUAGES).toHaveProperty(language)
})

test.each(['xx', 'de_CH', 'DE', '', '__proto__'])(
  '--language %j is refused, and those that there are are named',
  (text) => {
    expect(() => read(text)).toThrow('--language can be en, fr, it, de, es, pt, nl.')
  },
)

test.each([
  [{ LANG: 'de_CH.UTF-8' }, 'Ja'],
  [{ LANG: 'fr_FR@euro' }, 'Oui'],
  [{ LANG: 'pt_BR.UTF-8' }, 'Sim'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'it_IT.UTF-8' }, 'Sì'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'it_IT.UTF-8', LC_ALL: 'es_ES.UTF-8' }, 'Sí'],
  [{ LANG: 'en_GB.UTF-8', LANGUAGE: 'gsw:de_AT:en' }, 'Ja'],
  // There are no words in the first.
  [{ LANG: 'xx_XX.UTF-8', LANGUAGE: 'yy:es' }, 'Sí'],
  [{ LANG: 'pt_PT:pt' }, 'Sim'],
])('of the environment %j comes the Yes %s', async (environment, yes) => {
  expect(await yesIn(environment)).toBe(yes)
})

test('the country stays: numbers and times are written by it', async () => {
  expect((await speakerOf(systemLanguages({ LANG: 'de_CH.UTF-8' }))).language).toBe('de-CH')
})

test.each(['C', 'C.UTF-8', 'POSIX', '', undefined])('the environment LANG=%j leaves it to the system', (lang) => {
  expect(systemLanguages({ LANG: lang })).toEqual([Intl.DateTimeFormat().resolvedOptions().locale])
})

test.each(['de_!!', '-', '{url}', 'de_DE_DE_DE'])('LANG=%s, which is no language, breaks nothing', async (lang) => {
  const speaker = await speakerOf(systemLanguages({ LANG: lang }))
  expect(speaker.timeOfDay(0)).toMatch(/\d/)
  expect(speaker.count('window.minutes', 5)).toContain('5')
})

test('what a language does not say is said in English', async () => {
  const speaker = await speakerOf(['xy'], { xy: async () => ({ 'prompt.yes': 'Jep' }) })
  expect([speaker.t('prompt.yes'), speaker.t('prompt.no')]).toEqual(['Jep', 'No'])
})
