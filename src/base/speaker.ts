/** What the words name as `{name}`: text as it is, numbers as the language writes them. */
export type Values = Readonly<Record<string, string | number | undefined>>

/** The stems of keys that come once for each plural form: `files.one`, `files.other`. */
export type Counted<Key extends string> = Key extends `${infer Stem}.other` ? Stem : never

/** One language: its words by key, and how it writes numbers, lists and times. */
export class Speaker<Key extends string> {
  /** As the reader's system names it: `de-CH`. */
  readonly language: string
  readonly #words: Readonly<Record<Key, string>>
  readonly #formats: ReturnType<typeof formatsOf>

  constructor(language: string, words: Readonly<Record<Key, string>>) {
    this.language = language
    this.#words = words
    this.#formats = formatsOf(language)
  }

  has(key: string): key is Key {
    return Object.hasOwn(this.#words, key)
  }

  /** The words of a key; `{name}` in them becomes the value of that name. */
  t(key: Key, values: Values = {}): string {
    return this.#words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) return whole
      return typeof value === 'number' ? this.#formats.integers().format(value) : value
    })
  }

  /** The words for a number of things: `key.one`, `key.other` … as the language's plural rules choose. */
  count(stem: Counted<Key>, count: number, values: Values = {}): string {
    const chosen = `${stem}.${this.#formats.plurals().select(count)}`
    return this.t((this.has(chosen) ? chosen : `${stem}.other`) as Key, { ...values, count })
  }

  /** `a, b or c`. */
  anyOf(things: readonly string[]): string {
    return this.#formats.alternatives().format(things)
  }

  /** `a, b and c`. */
  allOf(things: readonly string[]): string {
    return this.#formats.all().format(things)
  }

  /** Time of day with seconds. */
  timeOfDay(instant: number): string {
    return this.#formats.clockTimes().format(instant)
  }

  /** Time of day to the minute. */
  hourAndMinute(instant: number): string {
    return this.#formats.minutes().format(instant)
  }
}

/** Each is made when it is first wanted: a program that starts needs none of them. */
function formatsOf(language: string) {
  return {
    plurals: once(() => new Intl.PluralRules(language)),
    integers: once(() => new Intl.NumberFormat(language, { maximumFractionDigits: 0 })),
    alternatives: once(() => new Intl.ListFormat(language, { type: 'disjunction' })),
    all: once(() => new Intl.ListFormat(language, { type: 'conjunction' })),
    clockTimes: once(
      () => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ),
    minutes: once(() => new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })),
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** `04:07`, `1:02:30`: the length of a time in milliseconds, never negative. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(seconds / 3600)
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':')
}
