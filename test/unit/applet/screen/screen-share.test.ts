import { beforeEach, describe, expect, test } from 'vitest'
import type { FrameEncoder } from '../../../../src/applet/screen/frame-encoder.ts'
import { LocalFeed } from '../../../../src/applet/screen/local-feed.ts'
import type { Pixels } from '../../../../src/applet/screen/pixels.ts'
import { ScreenMeter } from '../../../../src/applet/screen/screen-meter.ts'
import { ScreenShare } from '../../../../src/applet/screen/screen-share.ts'
import { realClock } from '../../../../src/base/clock.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { decodeUpdate, type ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ChangingScreen } from '../../../support/changing-screen.ts'
import { ChannelPair } from '../../../support/channel-pair.ts'
import { until } from '../../../support/until.ts'

const SIZE = { width: 128, height: 64 }

/** Encodes nothing, and takes as long as the test wants. */
class SlowEncoder implements FrameEncoder {
  readonly name = 'slow'
  readonly kind = 'jpeg'
  encoding: PromiseWithResolvers<void> | undefined

  async encode(_picture: Pixels, rects: Parameters<FrameEncoder['encode']>[1]) {
    await this.encoding?.promise
    return rects.map((rect) => ({ ...rect, kind: 'jpeg' as const, data: new Uint8Array(4) }))
  }
}

let screen: ChangingScreen
let encoder: SlowEncoder
let updates: ScreenUpdate[]
let pair: ChannelPair
let share: ScreenShare
let lease: AbortController
let running: Promise<void>

beforeEach(async () => {
  screen = new ChangingScreen(SIZE)
  encoder = new SlowEncoder()
  updates = []
  pair = await ChannelPair.verified()
  pair.console.on('frame', (bytes) => {
    const update = decodeUpdate(bytes, SIZE)
    updates.push(update)
    share.painted(update.seq)
  })
  const feed = new LocalFeed({
    sources: () => [{ name: 'changing', open: async () => screen }],
    encoders: [{ name: 'slow', open: async () => encoder }],
    clock: realClock,
    log: silentLogger('applet.screen'),
  })
  share = new ScreenShare({ feed, channel: pair.applet, meter: new ScreenMeter() })
  lease = new AbortController()
  running = share.run(lease.signal)
})

test('a keyframe first, then only what changed', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  screen.change(100)
  await until(() => updates.length === 2, 'the change')
  expect(updates.map(({ keyframe, rects }) => [keyframe, rects.map(({ x, width }) => [x, width])])).toEqual([
    [true, [[0, 128]]],
    [false, [[100, 1]]],
  ])
})

test('a screen that says it changed and did not sends nothing', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  const before = screen.grabs
  for (let count = 0; count < 256; count += 1) screen.change(1)
  await until(() => screen.grabs > before, 'a look')
  expect(updates).toHaveLength(1)
})

describe('[P7] when the lease ends', () => {
  test('while the screen sleeps, sharing ends and the screen is closed', async () => {
    await until(() => updates.length === 1, 'the keyframe')
    lease.abort()
    await running
    expect(screen.closed).toBe(1)
  })

  test('while a picture is being encoded, that picture never leaves', async () => {
    await until(() => updates.length === 1, 'the keyframe')
    encoder.encoding = Promise.withResolvers()
    screen.makeBusy()
    await until(() => screen.grabs === 2, 'the grab')
    lease.abort()
    encoder.encoding.resolve()
    await running
    await new Promise((resolve) => setImmediate(resolve))
    expect(updates).toHaveLength(1)
  })

  test('what the feed tells all the same stays here', async () => {
    const told = Promise.withResolvers<void>()
    const stubborn = {
      open: async () => {},
      run: async (
        _start: unknown,
        listener: { updated(seq: number, bytes: Uint8Array): void },
        signal: AbortSignal,
      ) => {
        signal.addEventListener('abort', () => {
          listener.updated(9, updateBytes)
          told.resolve()
        })
        await told.promise
      },
      painted() {},
      refresh() {},
      adjust() {},
      hideWindowsOf() {},
      async [Symbol.asyncDispose]() {},
    }
    await until(() => updates.length === 1, 'the keyframe')
    const updateBytes = new Uint8Array(20)
    const other = new ScreenShare({ feed: stubborn, channel: pair.applet, meter: new ScreenMeter() })
    const ending = new AbortController()
    const ended = other.run(ending.signal)
    ending.abort()
    await ended
    await new Promise((resolve) => setImmediate(resolve))
    expect(updates).toHaveLength(1)
  })
})

test('a whole picture is sent again when it is wanted, though the screen sleeps, and without a look at it', async () => {
  await until(() => updates.length === 1, 'the keyframe')
  share.sendWholePicture()
  await until(() => updates.length === 2, 'the picture again')
  expect(updates[1]?.keyframe).toBe(true)
  expect(screen.grabs).toBe(1)
  screen.change(3)
  await until(() => updates.length === 3, 'the next change')
  expect(updates[2]?.keyframe).toBe(false)
})

test('why there is no picture for a while is told, and an update follows when that is over', async () => {
  const told: string[] = []
  pair.console.on('message', ({ message }) => message.type === 'screen-lost' && told.push(message.reason))
  await until(() => updates.length === 1, 'the keyframe')
  screen.outage.set('The customer is answering a Windows prompt.')
  await until(() => told.length > 0, 'the reason')
  expect(told).toEqual(['The customer is answering a Windows prompt.'])
  screen.outage.set(undefined)
  await until(() => updates.length === 2, 'a picture')
  expect(updates[1]?.keyframe).toBe(true)
})
