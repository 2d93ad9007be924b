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
