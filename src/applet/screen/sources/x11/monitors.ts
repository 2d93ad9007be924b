import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Connection } from '../../../x11/connection.ts'
import { type Display, XFree, XGetAtomName } from '../../../x11/xlib.ts'
import { XRRFreeMonitors, XRRGetMonitors, XRRMonitorInfo, XRRQueryExtension } from '../../../x11/xrandr.ts'
import type { Monitor } from '../../screen-source.ts'

interface MonitorInfo extends Omit<Monitor, 'name'> {
  readonly name: number
  readonly primary: number
}

/** The monitors that are on, the primary one first; the whole screen where the server knows of none. */
export function readMonitors(connection: Connection, { width, height }: Size): Monitor[] {
  const known = connection.eventBase(XRRQueryExtension) === undefined ? [] : readInfos(connection)
  if (known.length === 0) return [{ name: 'screen', x: 0, y: 0, width, height }]
  return known
    .toSorted((a, b) => b.primary - a.primary)
    .slice(0, LIMITS.monitors)
    .map(({ name, x, y, width, height }) => ({ name: atomName(connection.display, name), x, y, width, height }))
}

function readInfos({ display, root }: Connection): MonitorInfo[] {
  const count = new Int32Array(1)
  const monitors = XRRGetMonitors(display, root, 1, count)
  if (monitors === null) return []
  const infos: MonitorInfo[] = koffi.decode(monitors, XRRMonitorInfo, count[0] ?? 0)
  XRRFreeMonitors(monitors)
  return infos
}

function atomName(display: Display, atom: number): string {
  const name = XGetAtomName(display, atom)
  if (name === null) return 'screen'
  const text: string = koffi.decode.string(name)
  XFree(name)
  return text.slice(0, LIMITS.nameLength)
}
