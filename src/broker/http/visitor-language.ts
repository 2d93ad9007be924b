import { readdir } from 'node:fs/promises'
import { chooseLanguage } from '../../base/choose-language.ts'

/** Nobody speaks more. */
const MOST_LANGUAGES = 32

/** The language of the customer's pages that suits an `Accept-Language` header best, of those that were built. */
export async function visitorLanguage(header: string | undefined, pagesDir: string): Promise<string> {
  const files = await readdir(pagesDir).catch(() => [])
  const built = files.flatMap((name) => /^index\.([a-z-]+)\.html$/i.exec(name)?.[1] ?? [])
  return chooseLanguage(acceptedLanguages(header), ['en', ...built]).file
}

/** The tags of the header, the most wanted first; those that are not wanted at all are left out. */
export function acceptedLanguages(header = ''): string[] {
  return header
    .split(',', MOST_LANGUAGES)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim())
      const quality = parameters.find((each) => each.startsWith('q='))
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
