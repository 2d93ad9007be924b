import { intersect, type Rect } from '../../base/rect.ts'

/** Pixels: thin enough to be in nobody's way. */
const THICKNESS = 3

/**
 * Frames along the inner edges of monitors, as strips of which no two overlap: one that covered another would have to be
 * raised above it again and again.
 */
export function frameStrips(monitors: readonly Rect[]): Rect[] {
  const strips: Rect[] = []
  for (const strip of monitors.flatMap(frame)) strips.push(...without(strip, strips))
  return strips
}

function frame({ x, y, width, height }: Rect): Rect[] {
  const [across, down] = [Math.min(THICKNESS, width), Math.min(THICKNESS, height)]
  const sides = { y: y + down, width: across, height: height - 2 * down }
  return [
    { x, y, width, height: down },
    { x, y: y + height - down, width, height: down },
    { x, ...sides },
    { x: x + width - across, ...sides },
  ].filter((strip) => strip.width > 0 && strip.height > 0)
}

/** What is left of a rectangle where none of these is. */
function without(rect: Rect, others: readonly Rect[]): Rect[] {
  return others.reduce((parts, other) => parts.flatMap((part) => outside(part, other)), [rect])
}

/** Above, below, left and right of what two rectangles have in common. */
function outside(rect: Rect, other: Rect): Rect[] {
  const common = intersect(rect, other)
  if (!common) return [rect]
  const [right, bottom] = [common.x + common.width, common.y + common.height]
  return [
    { ...rect, height: common.y - rect.y },
    { ...rect, y: bottom, height: rect.y + rect.height - bottom },
    { ...rect, y: common.y, height: common.height, width: common.x - rect.x },
    { x: right, y: common.y, height: common.height, width: rect.x + rect.width - right },
  ].filter((part) => part.width > 0 && part.height > 0)
}
