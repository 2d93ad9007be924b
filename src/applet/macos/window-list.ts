import type { Rect } from '../../base/rect.ts'
import type { Pointer } from '../native/c-declaration.ts'
import {
  CFArrayGetCount,
  CFArrayGetValueAtIndex,
  CFDictionaryGetValue,
  CFNumberGetValue,
  CFRelease,
  CFStringCreateWithCString,
  NUMBER_SINT32,
  UTF8,
} from './core-foundation.ts'
import {
  CGRectMakeWithDictionaryRepresentation,
  CGWindowListCopyWindowInfo,
  ON_SCREEN_ONLY,
  WITHOUT_DESKTOP,
} from './core-graphics.ts'

export interface MacWindow {
  /** The process that it belongs to. */
  readonly pid: number
  /** 0 is where ordinary windows are; menus, the Dock and what floats are above. */
  readonly layer: number
  readonly points: Rect
}

/** The keys of CGWindow.h are strings with their own names; they live as long as the program. */
const PID = CFStringCreateWithCString(null, 'kCGWindowOwnerPID', UTF8)
const LAYER = CFStringCreateWithCString(null, 'kCGWindowLayer', UTF8)
const BOUNDS = CFStringCreateWithCString(null, 'kCGWindowBounds', UTF8)

/** The windows that are on a display, front to back. Nobody has to allow that: only their names are private. */
export function readWindows(): MacWindow[] {
  const list = CGWindowListCopyWindowInfo(ON_SCREEN_ONLY | WITHOUT_DESKTOP, 0)
  if (list === null) return []
  const windows = Array.from({ length: CFArrayGetCount(list) }, (_, index) => CFArrayGetValueAtIndex(list, index))
  const read = windows.flatMap((window) => (window === null ? [] : readWindow(window)))
  CFRelease(list)
  return read
}

function readWindow(window: Pointer): MacWindow[] {
  const pid = readNumber(CFDictionaryGetValue(window, PID))
  const layer = readNumber(CFDictionaryGetValue(window, LAYER))
  const points = readRect(CFDictionaryGetValue(window, BOUNDS))
  return pid !== undefined && points ? [{ pid, layer: layer ?? 0, points }] : []
}

function readNumber(number: Pointer | null): number | undefined {
  const value = new Int32Array(1)
  const isKnown = number !== null && CFNumberGetValue(number, NUMBER_SINT32, value) !== 0
  return isKnown ? value[0] : undefined
}

function readRect(dictionary: Pointer | null): Rect | undefined {
  const numbers = new Float64Array(4)
  if (dictionary === null || CGRectMakeWithDictionaryRepresentation(dictionary, numbers) === 0) return undefined
  const [x = 0, y = 0, width = 0, height = 0] = numbers
  return { x, y, width, height }
}
