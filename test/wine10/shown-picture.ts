import type { Size } from '../../src/base/rect.ts'
import type { ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { PicturePainter } from '../support/picture-painter.ts'
import type { Picture } from '../support/x-picture.ts'

/** What JPEG may change about a value of a colour, at the quality that the applet sends. */
const JPEG_TOLERANCE = 40

/** RGB, rows without padding: what a technician sees once all these updates are painted. */
export async function shownPicture(size: Size, updates: readonly ScreenUpdate[]): Promise<Buffer> {
  const painter = new PicturePainter(size)
  const last = updates.findLastIndex(({ keyframe }) => keyframe)
  await painter.paint(...updates.slice(Math.max(last, 0)))
  return painter.pixels
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
