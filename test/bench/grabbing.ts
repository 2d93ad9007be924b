import type { RawFrame } from '../../src/applet/screen/screen-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import type { Rect } from '../../src/base/rect.ts'
import { openColourPainter } from './colour-painter.ts'
import { median, report } from './measure.ts'

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const TILE: Rect = { x: 640, y: 256, width: 64, height: 64 }
const SIGNAL = new AbortController().signal

/** What it takes to get the pixels of a screen that changed. */
export async function benchGrabbing(display: string): Promise<void> {
  await using source = await openX11Source(display)
  using painter = openColourPainter(display)
  const paint = () => painter.fill(SCREEN)
  const grab = async (): Promise<RawFrame> => {
    const frame = await source.grab(SIGNAL)
    if (!frame) throw new Error('no frame')
    return frame
  }
  const frame = await grab()
  const target = new Uint8Array(frame.pixels.byteLength)
  // After painting, as the grab is: what the server wrote then is no longer in the processor's caches.
  const memcpy = await median(50, () => void target.set(frame.pixels), paint)
  const whole = await median(50, grab, paint)
  report('1080p frame, changed everywhere', whole, 'memcpy of it', memcpy, { most: 1, of: 'limit' })
  report('1080p frame, changed in 64 rows', await median(50, grab, () => painter.fill(TILE)), 'memcpy of it', memcpy)
  const woken = await median(50, async () => {
    const grabbing = grab()
    paint()
    await grabbing
  })
  report('change to picture, from sleep', woken, 'whole frame', whole)
}
