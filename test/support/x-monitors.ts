import { execFileSync } from 'node:child_process'
import type { Monitor } from '../../src/applet/screen/screen-source.ts'
import type { Xvfb } from './xvfb.ts'

export const LEFT: Monitor = { name: 'left', x: 0, y: 200, width: 640, height: 480 }
export const MIDDLE: Monitor = { name: 'middle', x: 640, y: 0, width: 801, height: 599 }
export const RIGHT: Monitor = { name: 'right', x: 1441, y: 37, width: 333, height: 700 }

/** What the monitors above need. */
export const WIDE = { width: 1800, height: 900 }

/** Divides a display of Xvfb into monitors, the first of them the primary one. */
export function arrange(xvfb: Xvfb, [primary, ...others]: readonly Monitor[]): void {
  // The first takes the place of the one that Xvfb has by itself.
  if (primary) plugIn(xvfb, { ...primary, name: `*${primary.name}` }, 'screen')
  for (const other of others) plugIn(xvfb, other)
}

export function plugIn(xvfb: Xvfb, { name, x, y, width, height }: Monitor, output = 'none'): void {
  xrandr(xvfb, '--setmonitor', name, `${width}/200x${height}/150+${x}+${y}`, output)
}

export function unplug(xvfb: Xvfb, { name }: Monitor): void {
  xrandr(xvfb, '--delmonitor', name)
}

/** Xvfb does as told and then complains about the output that it does not have. */
export function resize(xvfb: Xvfb, width: number, height: number): void {
  try {
    xrandr(xvfb, '--fb', `${width}x${height}`)
  } catch {}
}

function xrandr({ display }: Xvfb, ...args: string[]): void {
  execFileSync('xrandr', ['-d', display, ...args], { stdio: 'ignore' })
}
