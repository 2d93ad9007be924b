import type { RawFrame } from '../../src/applet/screen/screen-source.ts'
import { openPicture } from '../../src/applet/screen/sources/x11/open-picture.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import { Connection } from '../../src/applet/x11/connection.ts'
import type { Rect } from '../../src/base/rect.ts'
import { openColourPainter } from './colour-painter.ts'
import { median, medians, report } from './measure.ts'

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const TILE: Rect = { x: 640, y: 256, width: 64, height: 64 }
const SIGNAL = new AbortController().signal
const RUNS = 50

/** What it takes to get the pixels of a screen that changed. */
export async function benchGrabbing(display: string): Promise<void> {
  await benchServersCopy(display)
  await using source = await openX11Source(display)
  using painter = openColourPainter(display)
  // What the server wrote then is no longer in the processor's caches.
  const paint = () => painter.fill(SCREEN)
  const grab = async (): Promise<RawFrame> => {
    const frame = await source.grab(SIGNAL)
    if (!frame) throw new Error('no frame')
    return frame
  }
  const [whole = 0, memcpy = 0] = await medians(RUNS, [grab, copying(await grab())], paint)
  report('1080p frame, changed everywhere', whole, 'memcpy of it', memcpy, { most: 1, of: 'limit' })
  report('1080p frame, changed in 64 rows', await median(RUNS, grab, () => painter.fill(TILE)), 'memcpy of it', memcpy)
  const woken = await median(RUNS, async () => {
    const grabbing = grab()
    paint()
    await grabbing
  })
  report('change to picture, from sleep', woken, 'whole frame', whole)
}

/** The least that a frame can take: the server itself copies it once, at its own pace, and answers. */
async function benchServersCopy(display: string): Promise<void> {
  using connection = Connection.open(display)
  if (!connection) throw new Error(`no X server ${display}`)
  using picture = openPicture(connection)
  using painter = openColourPainter(display)
  const read = () => picture.read({ top: 0, count: SCREEN.height })
  const [alone = 0, memcpy = 0] = await medians(RUNS, [read, copying(picture)], () => painter.fill(SCREEN))
  report('XShmGetImage of it and nothing else', alone, 'memcpy of it', memcpy)
}

function copying({ pixels }: Pick<RawFrame, 'pixels'>): () => void {
  const target = new Uint8Array(pixels.byteLength)
  return () => target.set(pixels)
}
