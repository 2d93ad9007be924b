import type { AppletSpeaker } from '../words/words.ts'

/** In two groups, as one reads them over the phone. */
export function readAloud(speaker: AppletSpeaker, digits: string): string {
  return speaker.t('code.read-aloud', { digits: `${digits.slice(0, 3)} ${digits.slice(3)}` })
}
