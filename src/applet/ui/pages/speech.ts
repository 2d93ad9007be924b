import { signal } from '@preact/signals'
import type { Counted, Values } from '../../../base/speaker.ts'
import { type AppletWord, englishSpeaker, speakerOf } from '../../words/words.ts'

/** Of the languages that are written from right to left, those that a system is likely to be in. */
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur'])

const speaker = signal(englishSpeaker)
let wanted = ''

/** From now on the window speaks this language, or the nearest that there are words in. */
export async function speak(language: string): Promise<void> {
  if (language === wanted) return
  wanted = language
  speaker.value = await speakerOf([language])
  const spoken = speaker.value.language
  document.documentElement.lang = spoken
  document.documentElement.dir = RIGHT_TO_LEFT.has(spoken.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** The words of a key; `{name}` in them becomes the value of that name. */
export function t(key: AppletWord, values: Values = {}): string {
  return speaker.value.t(key, values)
}

export function tCount(stem: Counted<AppletWord>, count: number): string {
  return speaker.value.count(stem, count)
}

/** Time of day to the minute. */
export function hourAndMinute(instant: number): string {
  return speaker.value.hourAndMinute(instant)
}

/** Time of day with seconds. */
export function timeOfDay(instant: number): string {
  return speaker.value.timeOfDay(instant)
}

/** `3.2 MB`, `800 bytes`, as the language writes it. */
export function amount(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = { style: 'unit', unit: UNITS[step] ?? 'byte', unitDisplay: step > 0 ? 'short' : 'long' } as const
  return new Intl.NumberFormat(speaker.value.language, { ...format, maximumFractionDigits: step > 1 ? 1 : 0 }).format(
    bytes / 1000 ** step,
  )
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
