import { escapeControls } from '../../base/logger.ts'
import { fingerprintOf } from '../../protocol/peer/log-line.ts'
import type { AppletSpeaker } from '../words/words.ts'
import type { KeptLog, LogFacts } from './log-facts.ts'

/** The log to be read and printed: one line each, in the customer's language, a date where a day begins. */
export function logAsText(facts: LogFacts, { entries }: KeptLog, speaker: AppletSpeaker): string {
  const days = new Intl.DateTimeFormat(speaker.language, { dateStyle: 'full' })
  const lines: string[] = headOf(facts, speaker)
  let today = ''
  for (const { time, text } of entries) {
    const day = days.format(time)
    if (day !== today) lines.push('', day)
    today = day
    lines.push(`${speaker.timeOfDay(time)}  ${text}`)
  }
  const last = entries.at(-1)
  if (last) lines.push('', speaker.t('saved.fingerprint', { hash: fingerprintOf(last.hash) }))
  return `${lines.join('\n')}\n`
}

function headOf({ product, version, session, company, technician }: LogFacts, speaker: AppletSpeaker): string[] {
  const lines = [speaker.t('saved.title')]
  if (technician !== '') lines.push(speaker.t('saved.with', { technician, company }))
  if (session !== '') lines.push(speaker.t('saved.session', { session }))
  lines.push(speaker.t('saved.program', { program: `${product} ${version}` }))
  return lines.map(escapeControls)
}
