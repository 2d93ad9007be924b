import {
  CGDisplayBounds,
  CGDisplayCopyDisplayMode,
  CGDisplayModeGetPixelWidth,
  CGDisplayModeGetWidth,
  CGDisplayModeRelease,
  CGGetActiveDisplayList,
} from './core-graphics.ts'
import { type Display, layOut, type PlacedDisplay } from './desktop-layout.ts'
import { rectOf } from './geometry.ts'

const MOST_DISPLAYS = 32

/** The displays that are on, the main one first, and where they are in a picture of the desktop; none while all sleep. */
export function readDisplays(): PlacedDisplay[] {
  const ids = new Uint32Array(MOST_DISPLAYS)
  const count = new Uint32Array(1)
  if (CGGetActiveDisplayList(MOST_DISPLAYS, ids, count) !== 0) return []
  return layOut(Array.from(ids.subarray(0, count[0]), readDisplay))
}

function readDisplay(id: number): Display {
  return { id, points: rectOf(CGDisplayBounds(id)), scale: readScale(id) }
}

/** 2 on a Retina display, else 1; what a turned display has does not matter to it. */
function readScale(id: number): number {
  const mode = CGDisplayCopyDisplayMode(id)
  if (mode === null) return 1
  const [points, pixels] = [CGDisplayModeGetWidth(mode), CGDisplayModeGetPixelWidth(mode)]
  CGDisplayModeRelease(mode)
  return points > 0 && pixels > 0 ? pixels / points : 1
}
