import { chooseLanguage } from '../../base/choose-language.ts'
import { Speaker } from '../../base/speaker.ts'
import en from './en.json' with { type: 'json' }

/** Everything the applet says to its customer; the English file has every key there is. */
export type AppletWord = keyof typeof en
export type AppletSpeaker = Speaker<AppletWord>

type Words = Readonly<Record<AppletWord, string>>

/** A language is one file beside this one and one line in here; a missing key does not compile. */
export const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => en,
}

/** The first of these languages that there are words in: tags as the system names them, `de-CH`. */
export async function speakerOf(wanted: readonly string[]): Promise<AppletSpeaker> {
  const { tag, file } = chooseLanguage(wanted, Object.keys(LANGUAGES))
  return new Speaker<AppletWord>(tag, (await LANGUAGES[file]?.()) ?? en)
}

export const englishSpeaker: AppletSpeaker = new Speaker<AppletWord>('en', en)
