import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CaptureFeed } from '../../src/applet/screen/process/capture-feed.ts'
import type { FeedListener, ShownPart, View } from '../../src/applet/screen/screen-feed.ts'
import { CaptureFailed } from '../../src/applet/screen/screen-source.ts'
import { silentLogger } from '../../src/base/logger.ts'
import { decodeUpdate, type ScreenUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { childrenRunning } from '../support/children-running.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { needs } from '../support/needs.ts'
import { PicturePainter } from '../support/picture-painter.ts'
import { until } from '../support/until.ts'
import { paint } from '../support/x-screen.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const SIZE = { width: 640, height: 480 }
const SCRIPT = join(import.meta.dirname, '../../src/applet/screen/process/capture-main.ts')
const VIEW: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }
const START = { seq: 0, epoch: 0, view: VIEW }

/** Paints and acknowledges what a feed makes. */
class Viewer implements FeedListener {
  readonly parts: ShownPart[] = []
  readonly updates: ScreenUpdate[] = []
  readonly painter = new PicturePainter(SIZE)
  readonly #feed: CaptureFeed

  constructor(feed: CaptureFeed) {
    this.#feed = feed
  }

  described(part: ShownPart): void {
    this.parts.push(part)
  }

  updated(seq: number, bytes: Uint8Array): void {
    const update = decodeUpdate(bytes, SIZE)
    this.updates.push(update)
    void this.painter.paint(update).then(() => this.#feed.painted(seq))
  }

  pointed(): void {}

  lost(): void {}

  /** The colour of the pixel in the middle, 0xRRGGBB. */
  get colour(): number {
    return this.painter.pixels.readUIntBE((240 * SIZE.width + 320) * 3, 3)
  }
}

/** The processes that look at the screen for this one. */
const capturing = () => childrenRunning(SCRIPT)

describe.skipIf(!needs('Xvfb', 'xsetroot'))('a screen that is looked at by a process of its own', () => {
  let xvfb: Xvfb
  let clock: FakeClock
  let feed: CaptureFeed
  let viewer: Viewer
  let lease: AbortController

  beforeEach(async () => {
    xvfb = await startXvfb(SIZE)
    process.env.DISPLAY = xvfb.display
    clock = new FakeClock()
    feed = new CaptureFeed({ command: [process.execPath, SCRIPT], clock, log: silentLogger('applet.screen') })
    viewer = new Viewer(feed)
    lease = new AbortController()
  })

  afterEach(async () => {
    lease.abort()
    await feed[Symbol.asyncDispose]()
    await until(() => capturing().length === 0, 'the end of the process')
    await xvfb[Symbol.asyncDispose]()
  })

  test('shows what the screen shows, from the lease to its end, and again with the next', async () => {
    paint(xvfb, '#123456')
    const running = feed.run(START, viewer, lease.signal)
    await until(() => viewer.colour === 0x123456, 'the first colour')
    paint(xvfb, '#654321')
    await until(() => viewer.colour === 0x654321, 'the second colour')
    lease.abort()
    await running
    const { length } = viewer.updates
    paint(xvfb, '#abcdef')
    const again = new AbortController()
    const { seq = 0, epoch = 0 } = viewer.updates.at(-1) ?? {}
    const runningAgain = feed.run({ seq, epoch, view: VIEW }, viewer, again.signal)
    await until(() => viewer.colour === 0xabcdef, 'the third colour')
    expect(viewer.updates[length]).toMatchObject({ keyframe: true, seq: seq + 1, epoch: epoch + 1 })
    again.abort()
    await runningAgain
    expect(capturing()).toHaveLength(1)
  })

  test.each(['SIGSEGV', 'SIGKILL'] as const)(
    'when it is ended by %s, another goes on with the next source',
    async (signal) => {
      paint(xvfb, '#123456')
      const running = feed.run(START, viewer, lease.signal)
      await until(() => viewer.colour === 0x123456, 'the first colour')
      const [crashed = 0] = capturing()
      process.kill(crashed, signal)
      paint(xvfb, '#654321')
      await until(() => viewer.colour === 0x654321, 'the colour that the next source shows')
      expect(capturing()).not.toContain(crashed)
      expect(viewer.parts.map(({ epoch }) => epoch)).toEqual(viewer.parts.map((_, index) => index + 1))
      const numbers = viewer.updates.map(({ seq }) => seq)
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
      lease.abort()
      await running
    },
  )

  test('when it hangs, it is ended and another goes on', async () => {
    paint(xvfb, '#123456')
    const running = feed.run(START, viewer, lease.signal)
    await until(() => viewer.colour === 0x123456, 'the first colour')
    const [hanging = 0] = capturing()
    process.kill(hanging, 'SIGSTOP')
    paint(xvfb, '#654321')
    for (let passed = 0; passed < 30_000; passed += 5000) clock.advance(5000)
    await until(() => viewer.colour === 0x654321, 'the colour that the next source shows')
    expect(capturing()).not.toContain(hanging)
    lease.abort()
    await running
  })

  test('without a screen it says so, and finds one that comes later', async () => {
    process.env.DISPLAY = ':32767'
    await expect(feed.open()).rejects.toBeInstanceOf(CaptureFailed)
    process.env.DISPLAY = xvfb.display
    await feed.open()
  })

  test('what it tells after the lease has ended is heard by nobody', async () => {
    const running = feed.run(START, viewer, lease.signal)
    await until(() => viewer.updates.length > 0, 'the first picture')
    lease.abort()
    const { length } = viewer.updates
    paint(xvfb, '#0000ff')
    await running
    expect(viewer.updates.length - length).toBeLessThanOrEqual(1)
    await feed[Symbol.asyncDispose]()
  })
})
