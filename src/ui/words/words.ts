import { chooseLanguage } from '../../base/choose-language.ts'
import { type Counted, Speaker, type Values } from '../../base/speaker.ts'
import en from './en.json' with { type: 'json' }

export { duration } from '../../base/speaker.ts'

export type WordKey = keyof typeof en
type Words = Readonly<Record<WordKey, string>>

/** A language is one file beside this one and one line in here; a missing key does not compile. The others come when wanted. */
export const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = { en: async () => en }

let spoken = new Speaker<WordKey>('en', en)

/** Makes the page speak the first of these languages that there are words in. To be called before anything is drawn. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const { tag, file } = chooseLanguage(wanted, Object.keys(LANGUAGES))
  spoken = new Speaker<WordKey>(tag, (await LANGUAGES[file]?.()) ?? en)
  document.documentElement.lang = tag
}

/** The words of a key; `{name}` in them becomes the value of that name. */
export function t(key: WordKey, values: Values = {}): string {
  return spoken.t(key, values)
}

/** The words for a number of things. */
export function tCount(stem: Counted<WordKey>, count: number): string {
  return spoken.count(stem, count)
}

/** `a, b or c`. */
export function anyOf(things: readonly string[]): string {
  return spoken.anyOf(things)
}

/** Time of day with seconds, as the reader's language writes it. */
export function timeOfDay(instant: number): string {
  return spoken.timeOfDay(instant)
}

/** Time of day to the minute, likewise. */
export function hourAndMinute(instant: number): string {
  return spoken.hourAndMinute(instant)
}
