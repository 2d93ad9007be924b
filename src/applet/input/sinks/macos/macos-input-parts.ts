import { readDisplays } from '../../../macos/displays.ts'
import { AXIsProcessTrusted, CGRequestPostEventAccess } from '../../../macos/events.ts'
import { inputTimes } from '../../../macos/input-times.ts'
import type { MacosInputParts } from './macos-input.ts'
import { postEvent } from './post-event.ts'

/** Mouse and keyboard as this Mac has them. */
export const MACOS_INPUT_PARTS: MacosInputParts = {
  isTrusted: () => AXIsProcessTrusted(),
  askToBeTrusted: () => void CGRequestPostEventAccess(),
  readDisplays,
  post: postEvent,
  times: inputTimes,
}
