import { afterEach, beforeEach, expect, test } from 'vitest'
import { openJpegTurboEncoder } from '../../../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import type { ShownPart, View } from '../../../../src/applet/screen/screen-feed.ts'
import { UpdateMaker } from '../../../../src/applet/screen/update-maker.ts'
import { decodeUpdate, type ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ChangingScreen } from '../../../support/changing-screen.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { until } from '../../../support/until.ts'

const SIZE = { width: 256, height: 128 }
const LEFT = { x: 0, y: 0, width: 128, height: 128 }
const RIGHT = { name: 'right', x: 128, y: 0, width: 128, height: 128 }
const VIEW: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }
const REST_MS = 400

let clock: FakeClock
let screen: ChangingScreen
let updates: ScreenUpdate[]
let parts: ShownPart[]
let maker: UpdateMaker
let lease: AbortController
let running: Promise<void>

async function begin(view: Partial<View> = {}): Promise<void> {
  const listener = {
    described: (part: ShownPart) => void parts.push(part),
    updated: (_seq: number, bytes: Uint8Array) => void updates.push(decodeUpdate(bytes, SIZE)),
    pointed() {},
    lost() {},
  }
  const encoder = await openJpegTurboEncoder()
  const start = { seq: 0, epoch: 0, view: { ...VIEW, ...view } }
  maker = new UpdateMaker(start, { source: screen, encoder, listener, clock })
  running = maker.run(lease.signal)
  await until(() => updates.length === 1, 'the keyframe')
}

beforeEach(() => {
  clock = new FakeClock()
  screen = new ChangingScreen(SIZE)
  updates = []
  parts = []
  lease = new AbortController()
})

afterEach(async () => {
  lease.abort()
  await running
})

const kinds = (update: ScreenUpdate | undefined) => [...new Set(update?.rects.map(({ kind }) => kind))]

/** Lets everything that can go on without the clock do so. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 30))

function acknowledge(): void {
  maker.painted(updates.at(-1)?.seq ?? 0)
}

test('what rests is made exact, and then nothing is sent until something changes', async () => {
  screen.makeBusy()
  await begin()
  expect(kinds(updates[0])).toEqual(['jpeg'])
  acknowledge()
  await settled()
  expect(updates).toHaveLength(1)
  clock.advance(REST_MS)
  await until(() => updates.length === 2, 'the exact pixels')
  expect(kinds(updates[1])).toEqual(['lossless'])
  acknowledge()
  for (let second = 0; second < 60; second += 1) clock.advance(1000)
  await settled()
  expect(updates).toHaveLength(2)
  screen.fill(LEFT, 0x123456)
  await until(() => updates.length === 3, 'the change')
  expect(kinds(updates[2])).toEqual(['fill'])
})

test('a change comes before anything is made exact, however long the line was shut', async () => {
  screen.makeBusy()
  await begin()
  screen.makeBusy(LEFT, 2)
  await until(() => updates.length === 2, 'the second on its way')
  screen.makeBusy(LEFT, 3)
  clock.advance(5000)
  acknowledge()
  await until(() => updates.length === 3, 'the next')
  expect(updates[2]?.rects).toMatchObject([{ kind: 'jpeg', x: 0, width: 128 }])
})

test('[P8] no more than two updates are on their way', async () => {
  await begin()
  for (let count = 0; count < 5; count += 1) {
    screen.change(count)
    // Only the first of them has room, and by itself.
    if (count === 0) await until(() => updates.length === 2, 'the second update')
    else await settled()
  }
  expect(updates).toHaveLength(2)
  acknowledge()
  await until(() => updates.length === 3, 'the next')
  // The newest picture, and no queue of older ones.
  expect(updates[2]?.rects).toMatchObject([{ x: 1, width: 4 }])
})

test('at ten frames a second the next waits for its tenth', async () => {
  await begin({ framesPerSecond: 10 })
  acknowledge()
  screen.change(1)
  clock.advance(60)
  await settled()
  expect(updates).toHaveLength(1)
  clock.advance(41)
  await until(() => updates.length === 2, 'the next')
})

test('another monitor is shown as soon as it is chosen, though nothing changes', async () => {
  screen.monitors = [{ name: 'left', ...LEFT }, RIGHT]
  screen.fill(RIGHT, 0x00ff00)
  await begin()
  acknowledge()
  maker.adjust({ ...VIEW, monitor: 'right' })
  await until(() => updates.length === 2, 'the monitor')
  expect(parts.map(({ shown, x, width, epoch }) => [shown, x, width, epoch])).toEqual([
    [null, 0, 256, 1],
    ['right', 128, 128, 2],
  ])
  expect(updates[1]).toMatchObject({ keyframe: true, epoch: 2, rects: [{ kind: 'fill', x: 0, width: 128 }] })
  acknowledge()
  screen.change(5)
  await settled()
  // That is on the other monitor.
  expect(updates).toHaveLength(2)
})

test('shades of grey are a new picture, and stay as they are', async () => {
  screen.fill(LEFT, 0xff0000)
  screen.makeBusy({ x: 128, y: 0, width: 128, height: 128 })
  await begin()
  acknowledge()
  maker.adjust({ ...VIEW, greyscale: true })
  await until(() => updates.length === 2, 'the grey picture')
  const fill = updates[1]?.rects.find(({ kind }) => kind === 'fill')
  expect([...(fill?.data ?? [])]).toEqual([76, 76, 76])
  acknowledge()
  clock.advance(REST_MS * 2)
  await settled()
  expect(updates).toHaveLength(2)
})
