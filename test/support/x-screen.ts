import { execFileSync } from 'node:child_process'
import type { RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import type { Xvfb } from './xvfb.ts'

/** The whole display in one colour. */
export function paint(xvfb: Xvfb, colour: string): void {
  execFileSync('xsetroot', ['-display', xvfb.display, '-solid', colour])
}

export async function grab(source: ScreenSource): Promise<RawFrame> {
  const frame = await source.grab(new AbortController().signal)
  if (!frame) throw new Error('no frame')
  return frame
}
