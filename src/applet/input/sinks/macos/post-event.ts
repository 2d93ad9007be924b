import { CFRelease } from '../../../macos/core-foundation.ts'
import {
  CGEventCreateKeyboardEvent,
  CGEventCreateMouseEvent,
  CGEventCreateScrollWheelEvent2,
  CGEventGetFlags,
  CGEventKeyboardSetUnicodeString,
  CGEventPost,
  CGEventSetFlags,
  CGEventSetIntegerValueField,
  CGEventSourceCreate,
  HID_EVENT_TAP,
  HID_SYSTEM_STATE,
} from '../../../macos/events.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { ALL_MODIFIER_FLAGS } from './keys.ts'
import type { MacEvent } from './mac-event.ts'

/** kCGMouseEventClickState */
const CLICK_STATE_FIELD = 1
/** kCGScrollEventUnitPixel */
const PIXELS = 0

/** Kept for as long as the process lives. */
const source = CGEventSourceCreate(HID_SYSTEM_STATE)

/** Posts it where the hardware's events come in. False when the system made none of it. */
export function postEvent(wanted: MacEvent): boolean {
  const event = create(wanted)
  if (event === null) return false
  const own = CGEventGetFlags(event) & ~ALL_MODIFIER_FLAGS
  CGEventSetFlags(event, own | wanted.flags)
  CGEventPost(HID_EVENT_TAP, event)
  CFRelease(event)
  return true
}

function create(wanted: MacEvent): Pointer | null {
  switch (wanted.device) {
    case 'mouse': {
      const event = CGEventCreateMouseEvent(source, wanted.type, wanted.at, wanted.button)
      if (event !== null) CGEventSetIntegerValueField(event, CLICK_STATE_FIELD, wanted.clicks)
      return event
    }
    case 'wheel':
      return CGEventCreateScrollWheelEvent2(source, PIXELS, 2, wanted.up, wanted.left, 0)
    case 'key': {
      const event = CGEventCreateKeyboardEvent(source, wanted.key, wanted.down)
      if (event !== null && wanted.text !== undefined) setText(event, wanted.text)
      return event
    }
  }
}

function setText(event: Pointer, text: string): void {
  CGEventKeyboardSetUnicodeString(event, text.length, Buffer.from(text, 'utf16le'))
}
