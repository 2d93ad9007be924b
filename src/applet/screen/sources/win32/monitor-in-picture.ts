import type { Rect } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Monitor } from '../../screen-source.ts'
import { type Edges, placeInPicture } from './desktop-layout.ts'

/** What Windows tells about a monitor. */
export interface MonitorInfo {
  readonly rcMonitor: Edges
  readonly dwFlags: number
  /** Such as `\\.\DISPLAY1`. */
  readonly szDevice: string
}

export function monitorInPicture({ rcMonitor, szDevice }: MonitorInfo, screen: Rect): Monitor {
  const name = szDevice.replace('\\\\.\\', '').slice(0, LIMITS.nameLength)
  return { name, ...placeInPicture(rcMonitor, screen) }
}
