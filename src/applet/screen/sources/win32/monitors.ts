import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import {
  EnumDisplayMonitors,
  GetMonitorInfoW,
  MONITORINFOEXW,
  MONITORINFOF_PRIMARY,
  MonitorEnumProc,
} from '../../../win32/user32.ts'
import type { Monitor } from '../../screen-source.ts'
import { type MonitorInfo, monitorInPicture } from './monitor-in-picture.ts'

/** The monitors that are on, the primary one first, in pixels of a picture of this screen. */
export function readMonitors(screen: Rect): Monitor[] {
  return readInfos()
    .toSorted((a, b) => (b.dwFlags & MONITORINFOF_PRIMARY) - (a.dwFlags & MONITORINFOF_PRIMARY))
    .slice(0, LIMITS.monitors)
    .map((info) => monitorInPicture(info, screen))
}

function readInfos(): MonitorInfo[] {
  const infos: MonitorInfo[] = []
  const callback: Pointer = koffi.register((monitor: Pointer) => {
    const info = readInfo(monitor)
    if (info) infos.push(info)
    return 1
  }, MonitorEnumProc)
  EnumDisplayMonitors(null, null, callback, 0)
  koffi.unregister(callback)
  return infos
}

/** Undefined when the monitor was unplugged meanwhile. */
function readInfo(monitor: Pointer): MonitorInfo | undefined {
  const info = Buffer.alloc(koffi.sizeof(MONITORINFOEXW))
  info.writeUInt32LE(info.byteLength)
  return GetMonitorInfoW(monitor, info) === 0 ? undefined : koffi.decode(info, MONITORINFOEXW)
}
