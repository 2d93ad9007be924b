import { contains, intersect, type Rect } from '../../base/rect.ts'
import type { Monitor, RawFrame } from './screen-source.ts'

const BYTES_PER_PIXEL = 4

/** The part of the desktop that a technician wants to see: one monitor, or all where it does not exist (any more). */
export function partFor(
  desktop: RawFrame,
  monitors: readonly Monitor[],
  wanted: string | null,
): Rect & { shown: string | null } {
  const whole = { x: 0, y: 0, width: desktop.width, height: desktop.height }
  const monitor = wanted === null ? undefined : monitors.find(({ name }) => name === wanted)
  if (!monitor || !contains(whole, monitor)) return { ...whole, shown: null }
  const { x, y, width, height } = monitor
  return { x, y, width, height, shown: monitor.name }
}

/** Only this part of a frame, as a frame: the same memory, seen from the part's first pixel on. */
export function cut(frame: RawFrame, part: Rect): RawFrame {
  if (part.width === frame.width && part.height === frame.height) return frame
  const { x, y, width, height } = part
  const start = y * frame.stride + x * BYTES_PER_PIXEL
  const inPart = (rect: Rect) => {
    const inside = intersect(rect, part)
    return inside ? { ...inside, x: inside.x - x, y: inside.y - y } : []
  }
  const damage = frame.damage?.flatMap(inPart)
  const hidden = frame.hidden?.flatMap(inPart) ?? []
  const pixels = frame.pixels.subarray(start, start + (height - 1) * frame.stride + width * BYTES_PER_PIXEL)
  return { ...frame, width, height, pixels, damage, hidden }
}
