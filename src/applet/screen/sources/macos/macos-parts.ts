import {
  CGDisplayCreateImage,
  CGPreflightScreenCaptureAccess,
  CGRequestScreenCaptureAccess,
} from '../../../macos/core-graphics.ts'
import { readDisplays } from '../../../macos/displays.ts'
import { inputTimes } from '../../../macos/input-times.ts'
import { pointerLocation } from '../../../macos/pointer-location.ts'
import { CaptureFailed } from '../../screen-source.ts'
import { copyDisplay } from './copy-display.ts'
import type { MacosParts } from './macos-screen.ts'

/** What this Mac has of it. Throws CaptureFailed where Apple took away what pictures come from. */
export function macosParts(): MacosParts {
  if (!CGDisplayCreateImage)
    throw new CaptureFailed('This macOS no longer gives pictures of a display by CGDisplayCreateImage.')
  return {
    isAllowed: () => CGPreflightScreenCaptureAccess(),
    askToBeAllowed: () => void CGRequestScreenCaptureAccess(),
    readDisplays,
    copyDisplay,
    pointer: pointerLocation,
    lastInput: inputTimes.lastInput,
  }
}
