import { readDisplays } from '../../../macos/displays.ts'
import { parentProcess } from '../../../macos/parent-process.ts'
import { readWindows } from '../../../macos/window-list.ts'
import type { MacosWindowParts } from './macos-windows.ts'

/** What this Mac has of it. */
export const MACOS_WINDOW_PARTS: MacosWindowParts = { readWindows, readDisplays, parentOf: parentProcess }
