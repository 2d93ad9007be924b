import type { Point } from '../../../macos/geometry.ts'

/** What is to be posted, as CGEvent.h has it. */
export type MacEvent =
  | {
      readonly device: 'mouse'
      /** CGEventType */
      readonly type: number
      readonly at: Point
      readonly button: number
      readonly clicks: number
      /** Of the modifiers that are held. */
      readonly flags: number
    }
  /** Pixels; positive is up and left. */
  | { readonly device: 'wheel'; readonly up: number; readonly left: number; readonly flags: number }
  | {
      readonly device: 'key'
      readonly key: number
      readonly down: boolean
      readonly flags: number
      /** Text in place of what the key would type. */
      readonly text?: string
    }
