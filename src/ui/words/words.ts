import en from './en.json' with { type: 'json' }

export type WordKey = keyof typeof en
type Words = Readonly<Record<WordKey, string>>
type Values = Readonly<Record<string, string | number>>

/** A language is one file beside this one and one name in here; a missing key does not compile. */
const LANGUAGES: Readonly<Record<string, Words>> = { en }

const language = globalThis.document?.documentElement.lang || 'en'
const words: Words = LANGUAGES[language] ?? en
const plurals = new Intl.PluralRules(language)
const integers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
const alternatives = new Intl.ListFormat(language, { type: 'disjunction' })
const clockTimes = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** The words of a key; `{name}` in them becomes the value of that name. */
export function t(key: WordKey, values: Values = {}): string {
  return words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? integers.format(value) : value
  })
}

type Counted = WordKey extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never

/** The words for a number of things: `key.one`, `key.other` … as the language's plural rules choose. */
export function tCount(stem: Counted, count: number): string {
  const chosen = `${stem}.${plurals.select(count)}`
  return t((chosen in words ? chosen : `${stem}.other`) as WordKey, { count })
}

/** `a, b or c`. */
export function anyOf(things: readonly string[]): string {
  return alternatives.format(things)
}

/** Time of day with seconds, as the reader's language writes it. */
export function timeOfDay(instant: number): string {
  return clockTimes.format(instant)
}

/** `04:07`, `1:02:30`: the length of a time in milliseconds, never negative. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(seconds / 3600)
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':')
}
