import { ANY_INPUT_EVENT, CGEventSourceSecondsSinceLastEventType, HID_SYSTEM_STATE } from './events.ts'

/** Two readings of one instant differ by less than this many milliseconds. */
const PRECISION = 5

let last = 0

/** When the last input came, by mouse, keyboard or a program, and what time it is on the same clock. */
export const inputTimes = {
  /** The same number until there was input again. */
  lastInput(): number {
    const seconds = CGEventSourceSecondsSinceLastEventType(HID_SYSTEM_STATE, ANY_INPUT_EVENT)
    const instant = Math.round(inputTimes.now() - seconds * 1000)
    if (instant - last > PRECISION) last = instant
    return last
  },
  now: (): number => Math.round(performance.now()),
}
