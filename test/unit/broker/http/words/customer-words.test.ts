import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { customerSpeaker } from '../../../../../src/broker/http/words/customer-words.ts'
import { PIN_TEXTS } from '../../../../../src/broker/session/pin-texts.ts'
import en from '../../../../../src/ui/words/en.json' with { type: 'json' }

const sources = join(import.meta.dirname, '../../../../../src')
const own = join(sources, 'broker/http/words')
const pages = join(sources, 'join/words')
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8'))
const valuesIn = (text = '') => new Set(text.match(/\{+\w+\}+/g))
const files = readdirSync(pages)

test('the broker and its pages speak the same languages', () => {
  expect(readdirSync(own).filter((file) => file.endsWith('.json'))).toEqual(files)
})

/** The keys that the customer's pages name. */
const said = ['index.html', 'download.html']
  .map((page) => readFileSync(join(sources, 'join', page), 'utf8'))
  .flatMap((html) => [...html.matchAll(/\[\[([\w.-]+)\]\]/g)].map((match) => match[1] as keyof typeof en))

test.each(files)('%s has all that the pages say and nothing else, with the same values in it', (file) => {
  const words = read(join(pages, file))
  expect(Object.keys(words).toSorted()).toEqual([...new Set(said)].toSorted())
  for (const key of said) expect(valuesIn(words[key]), key).toEqual(valuesIn(en[key]))
})

test.each(files)('no word of %s could be taken for a tag or for the end of an attribute', (file) => {
  for (const [key, text] of Object.entries(read(join(pages, file)))) expect(text, key).not.toMatch(/[<>"]|&(?! )/)
})

test.each(files)('%s tells every refusal, and how long to wait', async (file) => {
  const language = file.replace('.json', '')
  const [english, speaker] = [await customerSpeaker('en'), await customerSpeaker(language)]
  expect(speaker.language).toBe(language)
  for (const reason of [...Object.keys(PIN_TEXTS), 'no-such-download', 'no-such-file'] as (keyof typeof PIN_TEXTS)[]) {
    expect(speaker.t(reason)).not.toBe(english.t(reason))
  }
  for (const unit of ['again.minutes', 'again.hours'] as const) {
    for (const count of [1, 3, 120]) expect(speaker.count(unit, count)).toMatch(new RegExp(`\\b${count}\\b`))
  }
})

test('English is what the applet is told, too', async () => {
  const speaker = await customerSpeaker('en')
  for (const [reason, text] of Object.entries(PIN_TEXTS)) expect(speaker.t(reason as keyof typeof PIN_TEXTS)).toBe(text)
  expect((await customerSpeaker('xx')).t('used')).toBe(PIN_TEXTS.used)
})
