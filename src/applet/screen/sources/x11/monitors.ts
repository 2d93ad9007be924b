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
export function readMonitors({ display, root }: Connection, { width, height }: Size): Monitor[] {
  const known = knowsMonitors(display) ? readInfos(display, root) : []
  if (known.length === 0) return [{ name: 'screen', x: 0, y: 0, width, height }]
  return known
    .toSorted((a, b) => b.primary - a.primary)
    .slice(0, LIMITS.monitors)
    .map(({ name, x, y, width, height }) => ({ name: atomName(display, name), x, y, width, height }))
}

function knowsMonitors(display: Display): boolean {
  const unused = new Int32Array(1)
  return XRRQueryExtension(display, unused, unused) !== 0
}

function readInfos(display: Display, root: number): MonitorInfo[] {
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
