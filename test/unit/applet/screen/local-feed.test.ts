import { expect, test } from 'vitest'
import type { FrameEncoder } from '../../../../src/applet/screen/frame-encoder.ts'
import { LocalFeed } from '../../../../src/applet/screen/local-feed.ts'
import type { ShownPart, View } from '../../../../src/applet/screen/screen-feed.ts'
import type { Monitor } from '../../../../src/applet/screen/screen-source.ts'
import { realClock } from '../../../../src/base/clock.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { decodeUpdate, type ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ChangingScreen } from '../../../support/changing-screen.ts'
import { until } from '../../../support/until.ts'

const ENCODER: FrameEncoder = { name: 'empty', kind: 'jpeg', encode: async () => [] }
const ALL: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }
const RIGHT = { name: 'right', x: 64, y: 0, width: 64, height: 64 }

/** A wide screen with a monitor on its right half; what opens, opens when the test says. */
function slowlyOpened() {
  const newScreen = () => Object.assign(new ChangingScreen({ width: 128, height: 64 }), { monitors: [RIGHT] })
  const opening = Promise.withResolvers<void>()
  const screens: ChangingScreen[] = []
  const open = async () => {
    const screen = newScreen()
    screens.push(screen)
    await opening.promise
    return screen
  }
  const feed = new LocalFeed({
    sources: () => [{ name: 'changing', open }],
    encoders: [{ name: 'empty', open: async () => ENCODER }],
    clock: realClock,
    log: silentLogger('applet.screen'),
  })
  const described: ShownPart[] = []
  const listener = { described: (part: ShownPart) => described.push(part), updated() {}, pointed() {}, lost() {} }
  return { feed, opening, screens, described, listener }
}

test('what the technician wants while the screen is still being opened is what is shown', async () => {
  const { feed, opening, described, listener } = slowlyOpened()
  const lease = new AbortController()
  const running = feed.run({ seq: 0, epoch: 0, view: ALL }, listener, lease.signal)
  feed.adjust({ ...ALL, monitor: 'right' })
  opening.resolve()
  await until(() => described.length > 0, 'a description')
  expect(described).toMatchObject([{ x: 64, y: 0, width: 64, height: 64, shown: 'right' }])
  lease.abort()
  await running
})

test('the next run begins with what it is told, not with what the last one was', async () => {
  const { feed, opening, described, listener } = slowlyOpened()
  opening.resolve()
  for (const view of [{ ...ALL, monitor: 'right' }, ALL]) {
    const lease = new AbortController()
    const before = described.length
    const running = feed.run({ seq: 0, epoch: 0, view }, listener, lease.signal)
    await until(() => described.length > before, 'a description')
    lease.abort()
    await running
  }
  expect(described.map(({ shown }) => shown)).toEqual(['right', null])
})

test('whoever asks for the screen while it is being opened gets the same one, and it is closed at the end', async () => {
  const { feed, opening, screens } = slowlyOpened()
  const both = [feed.open(), feed.open()]
  opening.resolve()
  await Promise.all(both)
  expect(screens).toHaveLength(1)
  await feed[Symbol.asyncDispose]()
  expect(screens.map(({ closed }) => closed)).toEqual([1])
})

const SIZE = { width: 128, height: 64 }
const WHOLE = { x: 0, y: 0, ...SIZE }

/** A screen of one colour, opened and rehearsed for. */
async function rehearsed(monitors: readonly Monitor[]) {
  const screen = Object.assign(new ChangingScreen(SIZE), { monitors })
  screen.fill(WHOLE, 0x0a141e)
  const feed = new LocalFeed({
    sources: () => [{ name: 'changing', open: async () => screen }],
    encoders: [{ name: 'empty', open: async () => ENCODER }],
    clock: realClock,
    log: silentLogger('applet.screen'),
  })
  await feed.open()
  await feed.rehearse()
  return { screen, feed }
}

test.each([
  ['the size of the desktop', [{ name: 'all', ...WHOLE }]],
  ['another size', [RIGHT]],
  ['a size that nobody knows yet', []],
])('a picture for which memory was taken ahead, of %s, is whole', async (_size, monitors) => {
  const { feed } = await rehearsed(monitors)
  const updates: ScreenUpdate[] = []
  const updated = (_seq: number, bytes: Uint8Array) => void updates.push(decodeUpdate(bytes, SIZE))
  const lease = new AbortController()
  const listener = { described() {}, updated, pointed() {}, lost() {} }
  const running = feed.run({ seq: 0, epoch: 0, view: ALL }, listener, lease.signal)
  await until(() => updates.length === 1, 'the keyframe')
  lease.abort()
  await running
  expect(updates[0]).toMatchObject({ keyframe: true, rects: [{ kind: 'fill', ...WHOLE }] })
  expect([...(updates[0]?.rects[0]?.data ?? [])]).toEqual([10, 20, 30])
})

test('what is rehearsed takes no look at the screen', async () => {
  const { screen } = await rehearsed([{ name: 'all', ...WHOLE }])
  expect(screen.grabs).toBe(0)
})
