import { beforeEach, describe, expect, test } from 'vitest'
import type { FrameEncoder } from '../../../../src/applet/screen/frame-encoder.ts'
import { ScreenMeter } from '../../../../src/applet/screen/screen-meter.ts'
import { ScreenShare } from '../../../../src/applet/screen/screen-share.ts'
import type { RawFrame, ScreenSource } from '../../../../src/applet/screen/screen-source.ts'
import { decodeUpdate, type ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ChannelPair } from '../../../support/channel-pair.ts'
import { until } from '../../../support/until.ts'

const WIDTH = 128
const HEIGHT = 64

/** A screen whose changes a test makes one by one. */
class OneByOne implements ScreenSource {
  readonly name = 'one by one'
  readonly monitors = []
  readonly #pixels = Buffer.alloc(WIDTH * HEIGHT * 4)
  #changed = true
  #wake: (() => void) | undefined
  grabs = 0
  closed = 0

  change(x: number): void {
    this.#pixels[x * 4] = ((this.#pixels[x * 4] ?? 0) + 1) % 256
    this.#changed = true
    this.#wake?.()
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    while (!this.#changed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
    if (signal.aborted) return undefined
    this.#changed = false
    this.grabs += 1
    return { width: WIDTH, height: HEIGHT, stride: WIDTH * 4, pixels: this.#pixels, damage: undefined, capturedAt: 1 }
  }

  watchCursor(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed += 1
  }
}

/** Encodes nothing, and takes as long as the test wants. */
class SlowEncoder implements FrameEncoder {
  readonly name = 'slow'
  readonly kind = 'jpeg'
  encoding: PromiseWithResolvers<void> | undefined

  async encode(_frame: RawFrame, rects: Parameters<FrameEncoder['encode']>[1]) {
    await this.encoding?.promise
    return rects.map((rect) => ({ ...rect, kind: 'jpeg' as const, data: new Uint8Array(4) }))
  }
}

let source: OneByOne
let encoder: SlowEncoder
let updates: ScreenUpdate[]
let share: ScreenShare
let lease: AbortController
let running: Promise<void>

beforeEach(async () => {
  source = new OneByOne()
  encoder = new SlowEncoder()
  updates = []
  const pair = await ChannelPair.verified()
  pair.console.on('frame', (bytes) => {
    const update = decodeUpdate(bytes, { width: WIDTH, height: HEIGHT })
    updates.push(update)
    share.painted(update.seq)
  })
  share = new ScreenShare({
    openScreen: async () => source,
    openEncoder: async () => encoder,
    channel: pair.applet,
    meter: new ScreenMeter(),
  })
  lease = new AbortController()
  running = share.run(lease.signal)
})

test('a keyframe first, then only what changed', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  source.change(100)
  await until(() => updates.length === 2, 'the change')
  expect(updates.map(({ keyframe, rects }) => [keyframe, rects.map(({ x, width }) => [x, width])])).toEqual([
    [true, [[0, 128]]],
    [false, [[64, 64]]],
  ])
})

test('a screen that says it changed and did not sends nothing', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  const before = source.grabs
  source.change(1)
  source.change(1)
  for (let count = 0; count < 254; count += 1) source.change(1)
  await until(() => source.grabs > before, 'a look')
  expect(updates).toHaveLength(1)
})

describe('[P7] when the lease ends', () => {
  test('while the screen sleeps, sharing ends and the screen is closed', async () => {
    await until(() => updates.length === 1, 'the keyframe')
    lease.abort()
    await running
    expect(source.closed).toBe(1)
  })

  test('while a picture is being encoded, that picture never leaves', async () => {
    await until(() => updates.length === 1, 'the keyframe')
    encoder.encoding = Promise.withResolvers()
    source.change(5)
    await until(() => source.grabs === 2, 'the grab')
    lease.abort()
    encoder.encoding.resolve()
    await running
    await new Promise((resolve) => setImmediate(resolve))
    expect(updates).toHaveLength(1)
  })
})

test('a whole picture is sent again when it is wanted, though the screen sleeps, and without a look at it', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  share.sendWholePicture()
  await until(() => updates.length === 2, 'the picture again')
  expect(updates[1]?.keyframe).toBe(true)
  expect(source.grabs).toBe(1)
  source.change(3)
  await until(() => updates.length === 3, 'the next change')
  expect(updates[2]?.keyframe).toBe(false)
})
