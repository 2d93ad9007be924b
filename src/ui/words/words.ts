import { chooseLanguage } from './choose-language.ts'
import en from './en.json' with { type: 'json' }

export type WordKey = keyof typeof en
type Words = Readonly<Record<WordKey, string>>
type Values = Readonly<Record<string, string | number>>

/** A language is one file beside this one and one line in here; a missing key does not compile. The others come when wanted. */
export const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = { en: async () => en }

let spoken = speaker('en', en)

/** Makes the page speak the first of these languages that there are words in. To be called before anything is drawn. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const { tag, file } = chooseLanguage(wanted, Object.keys(LANGUAGES))
  spoken = speaker(tag, (await LANGUAGES[file]?.()) ?? en)
  document.documentElement.lang = tag
}

function speaker(language: string, words: Words) {
  return {
    words,
    plurals: new Intl.PluralRules(language),
    integers: new Intl.NumberFormat(language, { maximumFractionDigits: 0 }),
    alternatives: new Intl.ListFormat(language, { type: 'disjunction' }),
    clockTimes: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    minutes: new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }),
  }
}

/** The words of a key; `{name}` in them becomes the value of that name. */
export function t(key: WordKey, values: Values = {}): string {
  return spoken.words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? spoken.integers.format(value) : value
  })
}

type Counted = WordKey extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never

/** The words for a number of things: `key.one`, `key.other` … as the language's plural rules choose. */
export function tCount(stem: Counted, count: number): string {
  const chosen = `${stem}.${spoken.plurals.select(count)}`
  return t((chosen in spoken.words ? chosen : `${stem}.other`) as WordKey, { count })
}

/** `a, b or c`. */
export function anyOf(things: readonly string[]): string {
  return spoken.alternatives.format(things)
}

/** Time of day with seconds, as the reader's language writes it. */
export function timeOfDay(instant: number): string {
  return spoken.clockTimes.format(instant)
}

/** Time of day to the minute, likewise. */
export function hourAndMinute(instant: number): string {
  return spoken.minutes.format(instant)
}

/** `04:07`, `1:02:30`: the length of a time in milliseconds, never negative. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(seconds / 3600)
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':')
}
