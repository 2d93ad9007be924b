import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CaptureFeed } from '../../src/applet/screen/process/capture-feed.ts'
import type { FeedListener, View } from '../../src/applet/screen/screen-feed.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { Rect } from '../../src/base/rect.ts'
import { decodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { childrenRunning } from '../support/children-running.ts'
import { needs } from '../support/needs.ts'
import { PicturePainter } from '../support/picture-painter.ts'
import { until } from '../support/until.ts'
import { paint } from '../support/x-screen.ts'
import { WindowProgram } from '../support/x-window.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const SIZE = { width: 640, height: 480 }
const SCRIPT = join(import.meta.dirname, '../../src/applet/screen/process/capture-main.ts')
const VIEW: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }
const OURS = 0xff00ff
const OTHERS = 0x00ffff
const GREY = 0x808080
const GROUND = 0x103010

/** Paints what a feed makes, and looks at every pixel of it after every update. */
class Viewer implements FeedListener {
  readonly painter = new PicturePainter(SIZE)
  readonly #feed: CaptureFeed
  updates = 0
  keyframes = 0
  /** Pixels that can only come from a window of ours, whatever an encoder made of them. */
  leaked = 0

  constructor(feed: CaptureFeed) {
    this.#feed = feed
  }

  described(): void {}

  updated(seq: number, bytes: Uint8Array): void {
    const update = decodeUpdate(bytes, SIZE)
    void this.painter.paint(update).then(() => {
      this.#look()
      this.updates += 1
      if (update.keyframe) this.keyframes += 1
      this.#feed.painted(seq)
    })
  }

  pointed(): void {}

  lost(): void {}

  at(x: number, y: number): number {
    return this.painter.pixels.readUIntBE((y * SIZE.width + x) * 3, 3)
  }

  #look(): void {
    const { pixels } = this.painter
    for (let at = 0; at < pixels.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]]
      if (red > 150 && blue > 150 && green < 110) this.leaked += 1
    }
  }
}

describe.skipIf(!needs('Xvfb', 'xsetroot'))('[GATE-2] our own window in the picture that a technician sees', () => {
  let xvfb: Xvfb
  let feed: CaptureFeed
  let viewer: Viewer
  let lease: AbortController
  let running: Promise<void>
  let ours: WindowProgram
  let others: WindowProgram

  beforeEach(async () => {
    xvfb = await startXvfb(SIZE)
    process.env.DISPLAY = xvfb.display
    paint(xvfb, `#${GROUND.toString(16)}`)
    const log = silentLogger('applet.screen')
    feed = new CaptureFeed({ command: [process.execPath, SCRIPT], clock: realClock, log })
    viewer = new Viewer(feed)
    lease = new AbortController()
    ours = await WindowProgram.start(xvfb.display)
    others = await WindowProgram.start(xvfb.display)
  })

  afterEach(async () => {
    lease.abort()
    await running
    await feed[Symbol.asyncDispose]()
    for (const program of [ours, others]) await program[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  async function run(): Promise<void> {
    running = feed.run({ seq: 0, epoch: 0, view: VIEW }, viewer, lease.signal)
    await until(() => viewer.updates > 0, 'the first picture')
  }

  const place = (step: number): Rect => ({
    x: (step * 37) % 500,
    y: (step * 53) % 380,
    width: 60 + (step % 80),
    height: 40 + (step % 60),
  })

  test('no pixel of it ever leaves, though it is dragged about 200 times; one of another program does', async () => {
    feed.hideWindowsOf([ours.pid])
    await ours.open('window', place(0), OURS)
    await others.open('window', { x: 600, y: 440, width: 20, height: 20 }, OTHERS)
    await run()
    for (let step = 1; step <= 200; step += 1) {
      await ours.place('window', place(step))
      if (step % 5 === 0) feed.refresh()
      if (step % 4 !== 0) continue
      const { updates } = viewer
      await others.place('window', { x: 600 - (step % 7), y: 440, width: 20, height: 20 })
      await until(() => viewer.updates > updates, 'an update')
    }
    expect(viewer.leaked).toBe(0)
    expect(viewer.keyframes).toBeGreaterThan(1)
    const { x, y } = place(200)
    await until(() => viewer.at(x + 5, y + 5) === GREY, 'the grey in its place')
    await until(() => viewer.at(605, 450) === OTHERS, 'the window of another program')
    await ours.tell({ act: 'close', window: 'window' })
    await until(() => viewer.at(x + 5, y + 5) === GROUND, 'what was below it')
    await until(() => viewer.at(place(199).x + 5, place(199).y + 5) === GROUND, 'what was below it before')
    expect(viewer.leaked).toBe(0)
  })

  test('the picture would show it, were it not hidden', async () => {
    await ours.open('window', place(0), OURS)
    await run()
    await until(() => viewer.leaked > 0, 'its pixels')
    feed.hideWindowsOf([ours.pid])
    await until(() => viewer.at(5, 5) === GREY, 'the grey in its place')
    feed.hideWindowsOf([])
    await until(() => viewer.at(5, 5) === OURS, 'its pixels again')
  })

  test('where another window covers a part of it, all of it is painted out', async () => {
    feed.hideWindowsOf([ours.pid])
    await ours.open('window', { x: 100, y: 100, width: 200, height: 200 }, OURS)
    await others.open('window', { x: 150, y: 150, width: 20, height: 250 }, OTHERS)
    await run()
    await until(() => viewer.at(155, 350) === OTHERS, 'the window of another program')
    for (const [x, y] of [
      [155, 155],
      [101, 101],
      [299, 299],
    ] as const)
      await until(() => viewer.at(x, y) === GREY, `grey at ${x}, ${y}`)
    await until(() => viewer.at(300, 300) === GROUND, 'the ground beside it')
    expect(viewer.leaked).toBe(0)
  })

  test('it stays hidden when it fills the screen, and in the process that follows one that crashed', async () => {
    feed.hideWindowsOf([ours.pid])
    await ours.open('window', place(0), OURS)
    await run()
    await ours.place('window', { x: 0, y: 0, ...SIZE })
    await until(() => viewer.at(600, 400) === GREY, 'grey all over')
    for (const pid of childrenRunning(SCRIPT)) process.kill(pid, 'SIGSEGV')
    await ours.place('window', place(3))
    await until(() => viewer.at(600, 400) === GROUND, 'what was below')
    expect(viewer.keyframes).toBeGreaterThan(1)
    expect(viewer.leaked).toBe(0)
  })
})
