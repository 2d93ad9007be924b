import type { Rect } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Monitor } from '../../screen-source.ts'

/** What Windows tells about a monitor. It counts from the upper left corner of the primary one. */
export interface MonitorInfo {
  readonly rcMonitor: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  readonly dwFlags: number
  /** Such as `\\.\DISPLAY1`. */
  readonly szDevice: string
}

/** In pixels of a picture of this whole screen, whose origin is that of the leftmost and uppermost monitors. */
export function monitorInPicture({ rcMonitor, szDevice }: MonitorInfo, screen: Rect): Monitor {
  const { left, top, right, bottom } = rcMonitor
  return {
    name: szDevice.replace('\\\\.\\', '').slice(0, LIMITS.nameLength),
    x: left - screen.x,
    y: top - screen.y,
    width: right - left,
    height: bottom - top,
  }
}
