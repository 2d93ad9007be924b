import { intersect, type Rect } from '../../../base/rect.ts'
import type { Pixels } from '../pixels.ts'
import { TILE } from '../tile-grid.ts'
import { BYTES_PER_PIXEL } from './memory-plan.ts'

export type TakenFrame = Pick<Pixels, 'pixels' | 'stride' | 'hidden'>

interface Picture {
  readonly width: number
  readonly stride: number
  readonly pixels: Buffer
}

/** What stands in place of what nobody may see: a grey without any colour, in each byte of a pixel. */
const PAINTED_OUT = 0x80

/**
 * Makes rectangles of a picture what a frame of its size has there, less what it hides. Returns where something was new, in
 * whole rows of tiles: to compare and leave one takes half of what it takes to copy it and find out afterwards.
 */
export function takeFrame(picture: Picture, frame: TakenFrame, rects: readonly Rect[]): Rect[] {
  const taken = rects.flatMap((rect) => joined(bands(rect).filter((band) => isNew(picture, frame, band))))
  for (const rect of taken) {
    copy(picture, frame, rect)
    for (const hidden of frame.hidden ?? []) paintOut(picture, intersect(rect, hidden))
  }
  return taken
}

function bands(rect: Rect): Rect[] {
  const { y, height } = rect
  const cut: Rect[] = []
  for (let top = y; top < y + height; ) {
    const bottom = Math.min(y + height, (Math.floor(top / TILE) + 1) * TILE)
    cut.push({ ...rect, y: top, height: bottom - top })
    top = bottom
  }
  return cut
}

/** What lies directly below another of them becomes one with it: a large piece is copied faster than many small ones. */
function joined(parts: readonly Rect[]): Rect[] {
  const whole: Rect[] = []
  for (const part of parts) {
    const above = whole.at(-1)
    if (above && above.y + above.height === part.y) {
      whole[whole.length - 1] = { ...above, height: above.height + part.height }
    } else whole.push(part)
  }
  return whole
}

/** What is to be hidden may be hidden since now: where something is, nothing counts as old. */
function isNew(picture: Picture, frame: TakenFrame, band: Rect): boolean {
  if (frame.hidden?.some((hidden) => intersect(band, hidden))) return true
  const { count, bytes } = runs(picture, frame, band)
  for (let row = band.y; row < band.y + count; row += 1) {
    const [from, to] = [start(frame, band, row), start(picture, band, row)]
    if (picture.pixels.compare(frame.pixels, from, from + bytes, to, to + bytes) !== 0) return true
  }
  return false
}

function copy(picture: Picture, frame: TakenFrame, rect: Rect): void {
  const { count, bytes } = runs(picture, frame, rect)
  for (let row = rect.y; row < rect.y + count; row += 1) {
    const from = start(frame, rect, row)
    picture.pixels.set(frame.pixels.subarray(from, from + bytes), start(picture, rect, row))
  }
}

/** How many pieces of a rectangle lie together in both, and how long they are: its rows, or all of it. */
function runs(picture: Picture, frame: TakenFrame, { width, height }: Rect): { count: number; bytes: number } {
  if (width === picture.width && frame.stride === picture.stride) return { count: 1, bytes: height * picture.stride }
  return { count: height, bytes: width * BYTES_PER_PIXEL }
}

function start({ stride }: { readonly stride: number }, { x }: Rect, row: number): number {
  return row * stride + x * BYTES_PER_PIXEL
}

function paintOut({ pixels, stride }: Picture, rect: Rect | undefined): void {
  if (!rect) return
  for (let row = rect.y; row < rect.y + rect.height; row += 1) {
    const left = start({ stride }, rect, row)
    pixels.fill(PAINTED_OUT, left, left + rect.width * BYTES_PER_PIXEL)
  }
}
