import koffi from 'koffi'
import { intersect, type Size } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  CONFIGURE_NOTIFY,
  type Display,
  STRUCTURE_NOTIFY_MASK,
  XFree,
  XGetAtomName,
  XSelectInput,
} from '../../../x11/xlib.ts'
import {
  CRTC_CHANGE_NOTIFY_MASK,
  OUTPUT_CHANGE_NOTIFY_MASK,
  RESOURCE_NOTIFY,
  SCREEN_CHANGE_NOTIFY,
  SCREEN_CHANGE_NOTIFY_MASK,
  XRRFreeMonitors,
  XRRGetMonitors,
  XRRMonitorInfo,
  XRRQueryExtension,
  XRRSelectInput,
  XRRUpdateConfiguration,
} from '../../../x11/xrandr.ts'
import type { Monitor } from '../../screen-source.ts'

interface MonitorInfo extends Omit<Monitor, 'name'> {
  readonly name: number
  readonly primary: number
}

/**
 * What can be seen of the monitors that are on, the primary one first; the whole screen where the server knows of none. A
 * screen that shrank may end before its monitors do.
 */
export function readMonitors(connection: Connection, { width, height }: Size): Monitor[] {
  const screen = { x: 0, y: 0, width, height }
  const known = connection.eventBase(XRRQueryExtension) === undefined ? [] : readInfos(connection)
  const seen = known.flatMap(({ name, primary, ...rect }) => {
    const part = intersect(rect, screen)
    return part ? [{ name, primary, part }] : []
  })
  if (seen.length === 0) return [{ name: 'screen', ...screen }]
  return seen
    .toSorted((a, b) => b.primary - a.primary)
    .slice(0, LIMITS.monitors)
    .map(({ name, part }) => ({ name: atomName(connection.display, name), ...part }))
}

/**
 * Calls `changed` when a monitor came, went or moved, or another became the primary one; with `true` when the screen itself may
 * have another size. What `xrandr --setmonitor` does is told by nothing but the root window, which seems to be configured.
 */
export function watchMonitors(connection: Connection, changed: (resized: boolean) => void): void {
  const { display, root } = connection
  const eventBase = connection.eventBase(XRRQueryExtension)
  if (eventBase === undefined) return
  connection.on(eventBase + SCREEN_CHANGE_NOTIFY, (event) => {
    XRRUpdateConfiguration(event)
    changed(true)
  })
  connection.on(eventBase + RESOURCE_NOTIFY, () => changed(false))
  connection.on(CONFIGURE_NOTIFY, () => changed(false))
  XRRSelectInput(display, root, SCREEN_CHANGE_NOTIFY_MASK | CRTC_CHANGE_NOTIFY_MASK | OUTPUT_CHANGE_NOTIFY_MASK)
  XSelectInput(display, root, STRUCTURE_NOTIFY_MASK)
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
