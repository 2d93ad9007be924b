import type { PinRefusal } from '../session/pin-door.ts'
import { PIN_TEXTS } from '../session/pin-texts.ts'
import { fillTemplate } from './page-template.ts'

const DOWNLOAD_TEXTS = {
  'no-such-download': 'This download address is not valid any more. Enter your code again.',
  'no-such-file': 'There is no program for that system here. Enter your code again to see what there is.',
}

/** Why the page with the box is shown: nothing was typed yet, or what was typed or opened leads nowhere. */
export type EntryReason = 'asked' | 'missing' | 'malformed' | PinRefusal | keyof typeof DOWNLOAD_TEXTS

/** What the built page leaves open for us. */
interface Entry {
  readonly reason: EntryReason
  readonly code: string
  /** A sentence that follows the reason's own. */
  readonly more?: string
  readonly company: string
}

/** Longer ones are no PIN and are not shown again. */
const SHOWN_CODE_LENGTH = 16

const TEXTS: Readonly<Record<EntryReason, string>> = { asked: '', ...PIN_TEXTS, ...DOWNLOAD_TEXTS }
const STATUS_OF: Readonly<Partial<Record<EntryReason, number>>> = {
  asked: 200,
  'too-many-tries': 429,
  'no-such-download': 404,
  'no-such-file': 404,
}

export function statusOf(reason: EntryReason): number {
  return STATUS_OF[reason] ?? 400
}

/** The page with the box, and beside it what was wrong. */
export function fillEntryPage(html: string, { reason, code, company, more = '' }: Entry): string {
  const error = `${TEXTS[reason]} ${more}`.trim()
  return fillTemplate(html, {
    company,
    code: code.slice(0, SHOWN_CODE_LENGTH),
    error,
    errorHidden: error === '' ? 'hidden' : '',
  })
}
