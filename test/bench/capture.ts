import { setTimeout as pause } from 'node:timers/promises'
import jpegTurbo from '@julusian/jpeg-turbo'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import type { RawFrame } from '../../src/applet/screen/screen-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import { XSync } from '../../src/applet/x11/xlib.ts'
import type { Rect } from '../../src/base/rect.ts'
import { inject } from '../support/inject.ts'
import { startXvfb } from '../support/xvfb.ts'
import { median, report } from './measure.ts'
import { benchSealing } from './sealing.ts'

// Prints what native capture, encoding, sealing and input cost, each as a ratio to a limit measured in the same run.

const { bind } = openLibrary('libX11.so.6')
const XSetWindowBackground = bind('int XSetWindowBackground(void *d, unsigned long window, unsigned long pixel)')
const XClearArea = bind(
  'int XClearArea(void *d, unsigned long window, int x, int y, unsigned int w, unsigned int h, int exposures)',
)

const SIGNAL = new AbortController().signal
const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const TILE: Rect = { x: 640, y: 256, width: 64, height: 64 }

await using xvfb = await startXvfb(SCREEN)
await using source = await openX11Source(xvfb.display)
await using sink = await openX11Sink(xvfb.display)
using painter = openPainter(xvfb.display)

await benchCapture()
await benchEncoder()
await benchSealing()
await benchInput()
await benchIdle()

async function benchCapture(): Promise<void> {
  const frame = await grab()
  const target = new Uint8Array(frame.pixels.byteLength)
  const memcpy = await median(50, () => void target.set(frame.pixels))
  const whole = await median(50, grab, painter.paint)
  report('1080p frame, changed everywhere', whole, 'memcpy of it', memcpy)
  report('1080p frame, changed in 64 rows', await median(50, grab, painter.paintTile), 'memcpy of it', memcpy)
  const woken = await median(50, async () => {
    const grabbing = grab()
    painter.paint()
    await grabbing
  })
  report('change to picture, from sleep', woken, 'whole frame', whole)
}

async function benchEncoder(): Promise<void> {
  painter.paint()
  const frame = await grab()
  const encoder = await openJpegTurboEncoder()
  for (const [name, rect] of [
    ['whole 1080p JPEG q75', SCREEN],
    ['64x64 JPEG q75', TILE],
  ] as const) {
    const ours = await median(30, () =>
      encoder.encode(frame, [rect], { quality: 75, fullColour: false, greyscale: false }),
    )
    const raw = Buffer.alloc(rect.width * rect.height * 4, frame.pixels)
    const { FORMAT_BGRX: format, SAMP_420: subsampling } = jpegTurbo
    const options = { format, subsampling, width: rect.width, height: rect.height, quality: 75 }
    report(name, ours, 'one libjpeg-turbo call', await median(30, () => void jpegTurbo.compressSync(raw, options)))
  }
}

async function benchInput(): Promise<void> {
  const roundTrip = await median(200, () => void XSync(painter.connection.display, 0))
  let x = 0
  const move = () => {
    x = (x + 1) % 1920
    return inject(sink, { type: 'pointer-moved', x, y: 5 })
  }
  const arrives = async (act: () => Promise<void>) => {
    await act()
    XSync(painter.connection.display, 0)
  }
  report('pointer message, carried out', await median(200, () => arrives(move)), 'XSync round trip', roundTrip)
  const text = () => inject(sink, { type: 'text-entered', text: 'Hello, 16 chars.' })
  report('16 characters of text, carried out', await median(50, () => arrives(text)), 'XSync round trip', roundTrip)
}

async function benchIdle(): Promise<void> {
  using _watching = source.watchCursor(() => {})
  const controller = new AbortController()
  await source.grab(AbortSignal.timeout(100))
  const sleeping = source.grab(controller.signal)
  const before = process.cpuUsage()
  await pause(3000)
  const { user, system } = process.cpuUsage(before)
  controller.abort()
  await sleeping
  report('processor time in 3 s of an idle screen', (user + system) / 1000, '3 s', 3000)
}

async function grab(): Promise<RawFrame> {
  const frame = await source.grab(SIGNAL)
  if (!frame) throw new Error('no frame')
  return frame
}

/** Paints on the screen in a new colour each time, and waits until it is done. */
function openPainter(display: string) {
  const connection = Connection.open(display)
  if (!connection) throw new Error('no X server')
  let colour = 0
  const fill = ({ x, y, width, height }: Rect) => {
    colour = (colour + 0x10305) % 0x1000000
    XSetWindowBackground(connection.display, connection.root, colour)
    XClearArea(connection.display, connection.root, x, y, width, height, 0)
    XSync(connection.display, 0)
  }
  return {
    connection,
    paint: () => fill(SCREEN),
    paintTile: () => fill(TILE),
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  }
}
