import sharp from 'sharp'
import type { Size } from '../../src/base/rect.ts'
import type { ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import type { Picture } from '../support/x-picture.ts'

/** What JPEG may change about a value of a colour, at the quality that the applet sends. */
const JPEG_TOLERANCE = 40

/** RGB, rows without padding: what a technician sees once all these updates are painted. */
export async function shownPicture({ width, height }: Size, updates: readonly ScreenUpdate[]): Promise<Buffer> {
  const picture = Buffer.alloc(width * height * 3)
  const last = updates.findLastIndex(({ keyframe }) => keyframe)
  for (const rect of updates.slice(Math.max(last, 0)).flatMap(({ rects }) => rects)) {
    const rows = await sharp(rect.data).removeAlpha().raw().toBuffer()
    for (let y = 0; y < rect.height; y += 1) {
      rows.copy(picture, ((rect.y + y) * width + rect.x) * 3, y * rect.width * 3, (y + 1) * rect.width * 3)
    }
  }
  return picture
}

/** How many pixels differ by more than JPEG can explain. */
export function differentPixels(shown: Buffer, { width, height, pixels }: Picture): number {
  if (shown.length !== width * height * 3) return width * height
  let different = 0
  for (let index = 0; index < width * height; index += 1) {
    const off = (rgb: number, bgr: number) => Math.abs((shown[index * 3 + rgb] ?? 0) - (pixels[index * 4 + bgr] ?? 0))
    if (Math.max(off(0, 2), off(1, 1), off(2, 0)) > JPEG_TOLERANCE) different += 1
  }
  return different
}
