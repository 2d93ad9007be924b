import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import { XChangeKeyboardMapping, XDisplayKeycodes, XFree, XGetKeyboardMapping } from '../../../x11/xlib.ts'

export interface KeycodeRange {
  readonly first: number
  readonly count: number
}

export function keycodeRange({ display }: Connection): KeycodeRange {
  const least = new Int32Array(1)
  const most = new Int32Array(1)
  XDisplayKeycodes(display, least, most)
  const first = least[0] ?? 0
  return { first, count: (most[0] ?? 0) - first + 1 }
}

/** The keysyms of each keycode, 0 for none, as the core protocol tells them. */
export function readMapping(connection: Connection): Map<number, number[]> {
  const { first, count } = keycodeRange(connection)
  const width = new Int32Array(1)
  const mapping = XGetKeyboardMapping(connection.display, first, count, width)
  if (mapping === null) return new Map()
  const perKey = width[0] ?? 0
  const keysyms = Array.from(new BigUint64Array(koffi.view(mapping, count * perKey * 8)), Number)
  XFree(mapping)
  return new Map(
    Array.from({ length: count }, (_, key) => [first + key, keysyms.slice(key * perKey, (key + 1) * perKey)]),
  )
}

/** What a key gives without and with Shift, in every layout. */
export function changeMapping({ display }: Connection, keycode: number, keysyms: readonly [number, number]): void {
  XChangeKeyboardMapping(display, keycode, keysyms.length, BigUint64Array.from(keysyms, BigInt), 1)
}
