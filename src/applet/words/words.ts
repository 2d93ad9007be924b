import { chooseLanguage } from '../../base/choose-language.ts'
import { Speaker } from '../../base/speaker.ts'
import en from './en.json' with { type: 'json' }

/** Everything the applet says to its customer; the English file has every key there is. */
export type AppletWord = keyof typeof en
export type AppletSpeaker = Speaker<AppletWord>

/** What another language does not say yet is said in English: who adds a sentence need not speak seven. A test finds it. */
type Words = Readonly<Partial<Record<AppletWord, string>>>

/** A language is one file beside this one and one line in here. */
export const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => en,
  fr: async () => (await import('./fr.json', { with: { type: 'json' } })).default,
  it: async () => (await import('./it.json', { with: { type: 'json' } })).default,
  de: async () => (await import('./de.json', { with: { type: 'json' } })).default,
  es: async () => (await import('./es.json', { with: { type: 'json' } })).default,
  pt: async () => (await import('./pt.json', { with: { type: 'json' } })).default,
  nl: async () => (await import('./nl.json', { with: { type: 'json' } })).default,
}

/** The first of these languages that there are words in: tags as the system names them, `de-CH`. */
export async function speakerOf(wanted: readonly string[], languages = LANGUAGES): Promise<AppletSpeaker> {
  const { tag, file } = chooseLanguage(wanted, Object.keys(languages))
  return new Speaker<AppletWord>(tag, { ...en, ...(await languages[file]?.()) })
}

export const englishSpeaker: AppletSpeaker = new Speaker<AppletWord>('en', en)
