import { execFileSync } from 'node:child_process'
import type { Rect } from '../../src/base/rect.ts'
import { until } from './until.ts'

/** Numbers of the windows that are on the screen under such a title. */
function windowsOf(display: string, title: string): string[] {
  try {
    return xdotool(display, 'search', '--onlyvisible', '--name', title).trim().split('\n')
  } catch {
    return []
  }
}

/** Those on the screen of such a program: `xterm`. */
export function windowsOfClass(display: string, name: string): string[] {
  try {
    return xdotool(display, 'search', '--onlyvisible', '--class', name).trim().split('\n')
  } catch {
    return []
  }
}

/** Waits for it. A program that has just begun takes its time on a slow machine. */
export async function windowTitled(display: string, title: string): Promise<string> {
  await until(() => windowsOf(display, title).length > 0, `a window with the title ${title}`, 30_000)
  return windowsOf(display, title).at(-1) ?? ''
}

/** Without its frame. */
export function placeOf(display: string, window: string): Rect {
  const told = xdotool(display, 'getwindowgeometry', '--shell', window)
  const number = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(told)?.[1])
  return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') }
}

/** Of its width and height, each from 0 to 1. */
export function clickIn(display: string, window: string, right: number, down: number): void {
  const { x, y, width, height } = placeOf(display, window)
  const [pointX, pointY] = [x + width * right, y + height * down].map((value) => String(Math.round(value)))
  xdotool(display, 'mousemove', pointX as string, pointY as string, 'click', '1')
}

export function xdotool(display: string, ...args: string[]): string {
  return execFileSync('xdotool', args, { env: { ...process.env, DISPLAY: display }, encoding: 'utf8', stdio: 'pipe' })
}
