import type { Pointer } from '../native/c-declaration.ts'
import { openFramework } from './framework.ts'
import { CGPoint, type Point } from './geometry.ts'

/** CoreGraphics: mouse and keyboard. Written by the headers; it never ran on a Mac. */
const { bind, bindAs } = openFramework('CoreGraphics')

// CGEventSource.h
/** All events of the hardware, and of those who post where it does. */
export const HID_SYSTEM_STATE = 1
export const CGEventSourceCreate = bind('void *CGEventSourceCreate(int32_t state)')
export const ANY_INPUT_EVENT = 0xffff_ffff
export const CGEventSourceSecondsSinceLastEventType = bind(
  'double CGEventSourceSecondsSinceLastEventType(int32_t state, uint32_t type)',
)

// CGEvent.h
export const CGEventCreate = bind('void *CGEventCreate(void *source)')
export const CGEventGetLocation = bindAs<(event: Pointer) => Point>('CGEventGetLocation', CGPoint, ['void *'])
export const CGEventCreateMouseEvent = bindAs<
  (source: Pointer | null, type: number, at: Point, button: number) => Pointer | null
>('CGEventCreateMouseEvent', 'void *', ['void *', 'uint32_t', CGPoint, 'uint32_t'])
/** Unlike its predecessor it takes a fixed number of arguments. macOS 10.13 */
export const CGEventCreateScrollWheelEvent2 = bind(
  'void *CGEventCreateScrollWheelEvent2(void *source, uint32_t unit, uint32_t wheels, int32_t down, int32_t right, int32_t third)',
)
export const CGEventCreateKeyboardEvent = bindAs<
  (source: Pointer | null, key: number, down: boolean) => Pointer | null
>('CGEventCreateKeyboardEvent', 'void *', ['void *', 'uint16_t', 'bool'])
/** `units` are UTF-16; at most 20 arrive. */
export const CGEventKeyboardSetUnicodeString = bind(
  'void CGEventKeyboardSetUnicodeString(void *event, size_t length, void *units)',
)
export const CGEventGetFlags = bind('uint64_t CGEventGetFlags(void *event)')
export const CGEventSetFlags = bind('void CGEventSetFlags(void *event, uint64_t flags)')
export const CGEventSetIntegerValueField = bind(
  'void CGEventSetIntegerValueField(void *event, uint32_t field, int64_t value)',
)
/** Where the hardware's events come in. */
export const HID_EVENT_TAP = 0
export const CGEventPost = bind('void CGEventPost(uint32_t tap, void *event)')
/** Puts the program on the list in System Settings and has the system ask the person, once. macOS 10.15 */
export const CGRequestPostEventAccess = bindAs<() => boolean>('CGRequestPostEventAccess', 'bool', [])

// AXUIElement.h
/** Whether this program may act in place of a person. */
export const AXIsProcessTrusted = openFramework('ApplicationServices').bindAs<() => boolean>(
  'AXIsProcessTrusted',
  'bool',
  [],
)
