import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import jpegTurbo from '@julusian/jpeg-turbo'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { LocalFeed } from '../../src/applet/screen/local-feed.ts'
import type { FeedListener } from '../../src/applet/screen/screen-feed.ts'
import type { RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import { realClock } from '../../src/base/clock.ts'
import { createLogger } from '../../src/base/logger.ts'
import { decodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { PicturePainter } from '../support/picture-painter.ts'
import { monotonicNow } from './monotonic-now.ts'
import type { PipelineRun, Play, Ready } from './pipeline-run.ts'
import { SCREEN, STEPS, STEPS_PER_SECOND, type Workload } from './workloads.ts'

export interface OurRun extends PipelineRun {
  /** Every update since the first. */
  readonly updates: readonly Uint8Array[]
  /** What the screen showed in the end, BGRX. */
  readonly last: RawFrame
}

/** Milliseconds that a step may take at most until it is ready. */
const PATIENCE_MS = 3000

const view = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null } as const
const log = createLogger(({ message, fields }) => console.warn(message, fields))('applet.screen')

/** The applet's own way from screen to update, on this thread; a viewer that decodes nothing acknowledges at once. */
export async function runOurs(display: string, workload: Workload, play: Play): Promise<OurRun> {
  const ready: Ready[] = []
  const updates: Uint8Array[] = []
  const progress = new EventTarget()
  let step = 0
  let last: RawFrame | undefined
  const looked = (frame: RawFrame) => {
    last = frame
    step = workload.stepIn((x, y) => frame.pixels[y * frame.stride + x * 4 + 1] ?? 0)
  }
  await using feed = openFeed(display, looked)
  const listener: FeedListener = {
    ...DEAF,
    updated(seq, bytes) {
      ready.push({ at: monotonicNow(), bytes: bytes.byteLength, step })
      updates.push(bytes)
      setImmediate(() => feed.painted(seq))
      progress.dispatchEvent(new Event('updated'))
    },
  }
  return whileRunning(feed, listener, async () => {
    await once(progress, 'updated')
    const before = process.cpuUsage()
    const drawn = await play()
    const patience = AbortSignal.timeout(PATIENCE_MS)
    while (step < STEPS) await once(progress, 'updated', { signal: patience })
    const { user, system } = process.cpuUsage(before)
    if (!last) throw new Error('no frame')
    const kept = { ...last, pixels: last.pixels.slice() }
    return { ready, drawn, cpuMs: (user + system) / 1000, updates, last: kept }
  })
}

/** Updates and processor time of some seconds in which nothing happens. */
export async function idle(display: string, milliseconds: number): Promise<{ updates: number; cpuMs: number }> {
  let updates = 0
  const progress = new EventTarget()
  await using feed = openFeed(display, () => {})
  const listener: FeedListener = {
    ...DEAF,
    updated(seq) {
      updates += 1
      feed.painted(seq)
      progress.dispatchEvent(new Event('updated'))
    },
  }
  return whileRunning(feed, listener, async () => {
    await once(progress, 'updated')
    // Whatever the first picture leaves to be done.
    await pause(1000)
    updates = 0
    const before = process.cpuUsage()
    await pause(milliseconds)
    const { user, system } = process.cpuUsage(before)
    return { updates, cpuMs: (user + system) / 1000 }
  })
}

/** Rejects also when the feed does. */
async function whileRunning<T>(feed: LocalFeed, listener: FeedListener, work: () => Promise<T>): Promise<T> {
  const lease = new AbortController()
  const running = feed.run({ seq: 0, epoch: 0, view }, listener, lease.signal)
  const ended = running.then((): never => {
    throw new Error('the feed ended early')
  })
  try {
    return await Promise.race([work(), ended])
  } finally {
    lease.abort()
    await running
  }
}

/** Whether somebody who painted all updates sees the screen to the last bit. */
export async function isPictureExact({ updates, last }: OurRun): Promise<boolean> {
  const painter = new PicturePainter(SCREEN)
  for (const bytes of updates) await painter.paint(decodeUpdate(bytes, SCREEN))
  for (let pixel = 0; pixel < SCREEN.width * SCREEN.height; pixel += 1) {
    for (const colour of [0, 1, 2]) {
      if (painter.pixels[pixel * 3 + colour] !== last.pixels[pixel * 4 + 2 - colour]) return false
    }
  }
  return true
}

/** Of one JPEG of the whole screen at quality 75 for every step. */
export function wholeJpegKilobytesPerSecond({ last }: OurRun): number {
  const { FORMAT_BGRX: format, SAMP_420: subsampling } = jpegTurbo
  const jpeg = jpegTurbo.compressSync(Buffer.from(last.pixels), { ...SCREEN, format, subsampling, quality: 75 })
  return (jpeg.byteLength * STEPS_PER_SECOND) / 1024
}

const DEAF = { described() {}, pointed() {}, lost() {} }

function openFeed(display: string, looked: (frame: RawFrame) => void): LocalFeed {
  const open = async () => watched(await openX11Source(display), looked)
  const encoders = [{ name: 'jpeg-turbo', open: openJpegTurboEncoder }]
  return new LocalFeed({ sources: () => [{ name: 'X11', open }], encoders, clock: realClock, log })
}

function watched(source: ScreenSource, looked: (frame: RawFrame) => void): ScreenSource {
  return {
    name: source.name,
    get monitors() {
      return source.monitors
    },
    async grab(signal) {
      const frame = await source.grab(signal)
      if (frame) looked(frame)
      return frame
    },
    watchCursor: (listener) => source.watchCursor(listener),
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  }
}
