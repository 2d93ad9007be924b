import koffi from 'koffi'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XFree, XGetAtomName } from '../../../x11/xlib.ts'
import { XRRFreeMonitors, XRRGetMonitors, XRRMonitorInfo } from '../../../x11/xrandr.ts'
import type { Monitor } from '../../screen-source.ts'

interface MonitorInfo extends Omit<Monitor, 'name'> {
  readonly name: number
}

/** The monitors that are on, the primary one first. */
export function readMonitors({ display, root }: Connection): Monitor[] {
  const count = new Int32Array(1)
  const monitors = XRRGetMonitors(display, root, 1, count)
  if (monitors === null) return []
  const infos: MonitorInfo[] = koffi.decode(monitors, XRRMonitorInfo, count[0] ?? 0)
  XRRFreeMonitors(monitors)
  return infos
    .slice(0, LIMITS.monitors)
    .map(({ name, x, y, width, height }) => ({ name: atomName(display, name), x, y, width, height }))
}

function atomName(display: bigint, atom: number): string {
  const name = XGetAtomName(display, atom)
  if (name === null) return 'screen'
  const text: string = koffi.decode.string(name)
  XFree(name)
  return text
}
