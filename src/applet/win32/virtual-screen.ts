import type { Rect } from '../../base/rect.ts'
import {
  GetSystemMetrics,
  PER_MONITOR_AWARE_V2,
  SetProcessDpiAwarenessContext,
  SM_CXVIRTUALSCREEN,
  SM_CYVIRTUALSCREEN,
  SM_XVIRTUALSCREEN,
  SM_YVIRTUALSCREEN,
} from './user32.ts'

/**
 * Has Windows speak of pixels as the monitors have them. Without it a program is told, and may touch, only a picture that is
 * scaled to what 100 % would be. Refused where the program's manifest says so already.
 */
export function usePhysicalPixels(): void {
  SetProcessDpiAwarenessContext(PER_MONITOR_AWARE_V2)
}

/** The rectangle around all monitors. Its origin is negative where one stands left of the primary one, or above it. */
export function virtualScreen(): Rect {
  return {
    x: GetSystemMetrics(SM_XVIRTUALSCREEN),
    y: GetSystemMetrics(SM_YVIRTUALSCREEN),
    width: GetSystemMetrics(SM_CXVIRTUALSCREEN),
    height: GetSystemMetrics(SM_CYVIRTUALSCREEN),
  }
}
