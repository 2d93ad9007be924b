export interface Language {
  /** As the reader's browser names it: numbers and times are written by it. */
  readonly tag: string
  /** The name of the file with its words. */
  readonly file: string
}

/** No tag in use has more; each costs a look. */
const MOST_PARTS = 8

/** Nobody reads more. */
const MOST_LANGUAGES = 64

const FALLBACK: Language = { tag: 'en', file: 'en' }

/** The first language of a reader's list that there are words in, whatever the country; English when there is none. */
export function chooseLanguage(wanted: readonly string[], files: readonly string[]): Language {
  for (const tag of wanted.slice(0, MOST_LANGUAGES)) {
    const parts = tag.split('-', MOST_PARTS)
    // `zh-Hant-TW` is looked for under its whole name, then as `zh-Hant`, then as `zh`.
    const names = parts.map((_, index) =>
      parts
        .slice(0, parts.length - index)
        .join('-')
        .toLowerCase(),
    )
    const file = names.map((name) => files.find((each) => each.toLowerCase() === name)).find(Boolean)
    if (file) return { tag, file }
  }
  return FALLBACK
}
