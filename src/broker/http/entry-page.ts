import type { PinRefusal } from '../session/pin-door.ts'
import { roundedWait } from '../session/pin-texts.ts'
import { fillTemplate } from './page-template.ts'
import type { CustomerSpeaker } from './words/customer-words.ts'

/** Why the page with the box is shown: nothing was typed yet, or what was typed or opened leads nowhere. */
export type EntryReason = 'asked' | 'missing' | 'malformed' | PinRefusal | 'no-such-download' | 'no-such-file'

/** What the built page leaves open for us. */
interface Entry {
  readonly reason: EntryReason
  readonly code: string
  /** Milliseconds until the next try counts; undefined when there is nothing to wait for. */
  readonly waitMs: number | undefined
  readonly company: string
  readonly speaker: CustomerSpeaker
}

/** Longer ones are no PIN and are not shown again. */
const SHOWN_CODE_LENGTH = 16

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
export function fillEntryPage(html: string, entry: Entry): string {
  const { company, code } = entry
  const error = errorOf(entry)
  return fillTemplate(html, {
    company,
    code: code.slice(0, SHOWN_CODE_LENGTH),
    error,
    errorHidden: error === '' ? 'hidden' : '',
  })
}

function errorOf({ reason, waitMs, speaker }: Entry): string {
  if (reason === 'asked') return ''
  if (waitMs === undefined) return speaker.t(reason)
  const { unit, count } = roundedWait(waitMs)
  return `${speaker.t(reason)} ${speaker.count(`again.${unit}`, count)}`
}
