import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

type Words = Readonly<Record<string, string>>

const sources = join(import.meta.dirname, '..', 'src')
/** What the customer's pages say in other languages than English, a file each. */
const TRANSLATED = join(sources, 'join/words')

export function readWords(file: string): Words {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Puts words in the place of `[[key]]`. What stands in `{{…}}` is left to the broker, which fills it for each visitor. */
export function putWords(html: string, words: Words): string {
  return html.replaceAll(/\[\[([\w.-]+)\]\]/g, (_token, key: string) => {
    const text = words[key]
    if (text === undefined) throw new Error(`no words for [[${key}]]`)
    return text
  })
}

/** Makes a built page say its words: in English under its own name, and as `page.de.html` in each language that there is. */
export function writeLanguages(page: string, isTranslated: boolean): void {
  const html = readFileSync(page, 'utf8')
  const english = readWords(join(sources, 'ui/words/en.json'))
  writeFileSync(page, putWords(html, english))
  for (const file of isTranslated ? readdirSync(TRANSLATED) : []) {
    const language = basename(file, '.json')
    const words = { ...english, ...readWords(join(TRANSLATED, file)) }
    const translated = putWords(html, words).replace('<html lang="en">', `<html lang="${language}">`)
    writeFileSync(page.replace(/\.html$/, `.${language}.html`), translated)
  }
}
