import type { PinRefusal } from './pin-door.ts'

/** What a customer reads, on the page and in the applet. */
export const PIN_TEXTS: Readonly<Record<'missing' | 'malformed' | PinRefusal, string>> = {
  missing: 'Enter the 6-digit code from your technician.',
  malformed: 'This code is not valid. Check it with your technician.',
  unknown: 'This code is not valid. Check it with your technician.',
  expired: 'This code has expired. Ask your technician for a new one.',
  used: 'This code has already been used. Ask your technician for a new one.',
  'too-many-tries': 'That did not work. Wait a moment, then try again.',
}

const MINUTE_MS = 60_000
/** From here on minutes are harder to read than hours. */
const LONG_MINUTES = 120

export interface RoundedWait {
  readonly unit: 'minutes' | 'hours'
  readonly count: number
}

/** Never less than it is: who comes back after it is let in. */
export function roundedWait(milliseconds: number): RoundedWait {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS))
  if (minutes > LONG_MINUTES) return { unit: 'hours', count: Math.ceil(minutes / 60) }
  return { unit: 'minutes', count: minutes }
}

export function waitInWords(milliseconds: number): string {
  const { unit, count } = roundedWait(milliseconds)
  return count === 1 ? '1 minute' : `${count} ${unit}`
}

export function tryAgainIn(milliseconds: number): string {
  return `You can try again in ${waitInWords(milliseconds)}.`
}
