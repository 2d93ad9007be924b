import { Speaker } from '../../../base/speaker.ts'
import { PIN_TEXTS } from '../../session/pin-texts.ts'

const en = {
  ...PIN_TEXTS,
  'no-such-download': 'This download address is not valid any more. Enter your code again.',
  'no-such-file': 'There is no program for that system here. Enter your code again to see what there is.',
  'again.minutes.one': 'You can try again in {count} minute.',
  'again.minutes.other': 'You can try again in {count} minutes.',
  'again.hours.one': 'You can try again in {count} hour.',
  'again.hours.other': 'You can try again in {count} hours.',
}

export type CustomerWord = keyof typeof en
export type CustomerSpeaker = Speaker<CustomerWord>
type Words = Readonly<Record<CustomerWord, string>>

/** What the broker itself tells a customer on its pages; the pages' own words are put into them when they are built. */
const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => en,
  fr: async () => (await import('./fr.json', { with: { type: 'json' } })).default,
  it: async () => (await import('./it.json', { with: { type: 'json' } })).default,
  de: async () => (await import('./de.json', { with: { type: 'json' } })).default,
  es: async () => (await import('./es.json', { with: { type: 'json' } })).default,
  pt: async () => (await import('./pt.json', { with: { type: 'json' } })).default,
  nl: async () => (await import('./nl.json', { with: { type: 'json' } })).default,
}

/** English where nobody has written the words yet. */
export async function customerSpeaker(language: string): Promise<CustomerSpeaker> {
  return new Speaker<CustomerWord>(language, (await LANGUAGES[language]?.()) ?? en)
}
