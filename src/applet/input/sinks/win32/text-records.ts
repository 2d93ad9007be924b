import { KEY_FLAGS, type KeyRecord } from './input-records.ts'
import { keyRecords } from './keys.ts'

/** Types this text whatever the keyboard layout; what no key can mean, such as other control characters, is left out. */
export function textRecords(text: string): KeyRecord[] {
  return Array.from(text.replaceAll('\r\n', '\n')).flatMap(recordsOf)
}

function recordsOf(character: string): KeyRecord[] {
  // Programs act on these keys, and not on their characters.
  if (character === '\n' || character === '\r') return stroke('Enter')
  if (character === '\t') return stroke('Tab')
  const isText = !/^[\p{Control}\p{Surrogate}]$/u.test(character)
  return isText ? character.split('').flatMap(unitRecords) : []
}

function stroke(code: string): KeyRecord[] {
  return [...keyRecords(code, 'down'), ...keyRecords(code, 'up')]
}

/** Windows takes UTF-16, and puts the halves of a pair together by itself. */
function unitRecords(unit: string): KeyRecord[] {
  const down = { device: 'keyboard', virtualKey: 0, scan: unit.charCodeAt(0), flags: KEY_FLAGS.unicode } as const
  return [down, { ...down, flags: KEY_FLAGS.unicode | KEY_FLAGS.up }]
}
