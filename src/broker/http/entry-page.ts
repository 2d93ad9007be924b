import type { PinOutcome } from '../session/pin-door.ts'
import { PIN_TEXTS } from '../session/pin-texts.ts'
import { fillTemplate } from './page-template.ts'

/** What came of a code that was typed, or that nothing was typed yet. */
export type EntryOutcome = 'asked' | 'missing' | 'malformed' | Exclude<PinOutcome, 'redeemed'>

/** What the built page leaves open for us. */
interface Entry {
  readonly outcome: EntryOutcome
  readonly code: string
  readonly company: string
  readonly brokerUrl: string
}

/** Longer ones are no PIN and are not shown again. */
const SHOWN_CODE_LENGTH = 16

const STATUS_OF: Readonly<Partial<Record<EntryOutcome, number>>> = { asked: 200, live: 200, 'too-many-tries': 429 }

export function statusOf(outcome: EntryOutcome): number {
  return STATUS_OF[outcome] ?? 400
}

/** The entry page after a try: the form with what was wrong, or the way to the program. */
export function fillEntryPage(html: string, { outcome, code, company, brokerUrl }: Entry): string {
  const found = outcome === 'live'
  const error = found || outcome === 'asked' ? '' : PIN_TEXTS[outcome]
  return fillTemplate(html, {
    company,
    code: code.slice(0, SHOWN_CODE_LENGTH),
    error,
    errorHidden: hiddenIf(error === ''),
    formHidden: hiddenIf(found),
    downloadHidden: hiddenIf(!found),
    pin: found ? code : '',
    command: found ? `npm run applet -- ${code} --broker ${brokerUrl}` : '',
  })
}

function hiddenIf(hidden: boolean): string {
  return hidden ? 'hidden' : ''
}
