import { expect, test } from 'vitest'
import { type Display, layOut } from '../../../../../../src/applet/macos/desktop-layout.ts'
import type { CursorEvent, RawFrame } from '../../../../../../src/applet/screen/screen-source.ts'
import { type MacosParts, MacosScreen } from '../../../../../../src/applet/screen/sources/macos/macos-screen.ts'
import { FakeClock } from '../../../../../support/fake-clock.ts'

const SIGNAL = new AbortController().signal
const MAIN: Display = { id: 1, points: { x: 0, y: 0, width: 2, height: 1 }, scale: 2 }
const LEFT: Display = { id: 2, points: { x: -3, y: 0, width: 3, height: 2 }, scale: 1 }

/** A Mac as its headers describe it; each display shows one number all over. */
function mac(displays: readonly Display[] = [MAIN]) {
  const state = {
    displays,
    shows: new Map([
      [1, 11],
      [2, 22],
    ]),
    allowed: true,
    asked: 0,
    pointer: { x: 0.5, y: 0.5 },
  }
  const parts: MacosParts = {
    isAllowed: () => state.allowed,
    askToBeAllowed: () => {
      state.asked += 1
    },
    readDisplays: () => layOut(state.displays),
    copyDisplay({ id, place }, picture) {
      const value = state.shows.get(id)
      for (let y = 0; value !== undefined && y < place.height; y += 1) {
        picture.from({ x: place.x, y: place.y + y }).fill(value, 0, place.width * 4)
      }
      return value !== undefined
    },
    pointer: () => state.pointer,
    lastInput: () => 0,
  }
  const clock = new FakeClock()
  return { state, clock, screen: new MacosScreen(parts, clock) }
}

async function pass(clock: FakeClock, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 10) {
    await new Promise(setImmediate)
    clock.advance(10)
  }
  await new Promise(setImmediate)
}

/** The first byte of each pixel. */
function seen({ width, height, stride, pixels }: RawFrame): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => pixels[y * stride + x * 4] ?? -1),
  )
}

test('displays are put together, each with its own pixels, and what none covers is black', async () => {
  const { screen } = mac([MAIN, LEFT])
  const frame = (await screen.grab(SIGNAL)) as RawFrame
  expect(frame.damage).toBeUndefined()
  expect(seen(frame)).toEqual([
    [22, 22, 22, 0, 0, 0, 11, 11, 11, 11],
    [22, 22, 22, 0, 0, 0, 11, 11, 11, 11],
  ])
  expect(screen.monitors).toEqual([
    { name: 'Display 1', x: 6, y: 0, width: 4, height: 2 },
    { name: 'Display 2', x: 0, y: 0, width: 3, height: 2 },
  ])
})

test('a screen that does not change brings no picture, a change does', async () => {
  const { state, clock, screen } = mac()
  await screen.grab(SIGNAL)
  let next: RawFrame | undefined
  const grabbing = screen.grab(SIGNAL).then((frame) => {
    next = frame
  })
  await pass(clock, 5000)
  expect(next).toBeUndefined()
  state.shows.set(1, 99)
  await pass(clock, 2500)
  await grabbing
  expect(seen(next as unknown as RawFrame)[0]).toEqual([99, 99, 99, 99])
})

test('a display that comes makes another picture and other monitors', async () => {
  const { state, clock, screen } = mac()
  const first = await screen.grab(SIGNAL)
  const before = screen.monitors
  state.displays = [MAIN, LEFT]
  const grabbing = screen.grab(SIGNAL)
  await pass(clock, 500)
  expect(await grabbing).toMatchObject({ width: 10, height: 2 })
  expect(screen.monitors).not.toBe(before)
  expect(first).toMatchObject({ width: 4 })
})

test('without the customer’s leave the system asks once, the technician is told, and it goes on by itself', async () => {
  const { state, clock, screen } = mac()
  state.allowed = false
  const reasons: (string | undefined)[] = []
  using _watching = screen.watchOutage((reason) => reasons.push(reason))
  const grabbing = screen.grab(SIGNAL)
  await pass(clock, 5000)
  expect(state.asked).toBe(1)
  expect(reasons).toEqual([expect.stringContaining('System Settings')])
  expect(reasons[0]?.length).toBeLessThanOrEqual(200)
  state.allowed = true
  await pass(clock, 2500)
  expect(await grabbing).toMatchObject({ width: 4 })
  expect(reasons.at(-1)).toBeUndefined()
})

test('displays that are asleep are told as such', async () => {
  const { state, clock, screen } = mac()
  state.shows.clear()
  const reasons: (string | undefined)[] = []
  using _watching = screen.watchOutage((reason) => reasons.push(reason))
  const controller = new AbortController()
  const grabbing = screen.grab(controller.signal)
  await pass(clock, 500)
  expect(reasons).toEqual([expect.stringContaining('asleep')])
  controller.abort()
  expect(await grabbing).toBeUndefined()
})

test('the cursor tells an arrow and a position in pixels at once, then each change', async () => {
  const { state, clock, screen } = mac([MAIN, LEFT])
  const events: CursorEvent[] = []
  using _watching = screen.watchCursor((event) => events.push(event))
  state.pointer = { x: -1, y: 1.5 }
  clock.advance(100)
  expect(events).toMatchObject([
    { type: 'shape', shape: { width: 12, height: 19, hotX: 0, hotY: 0 } },
    { type: 'position', x: 7, y: 1 },
    { type: 'position', x: 2, y: 1 },
  ])
  const [shape] = events
  expect(shape?.type === 'shape' && shape.shape.pixels.byteLength).toBe(12 * 19 * 4)
})

test('disposing ends a grab', async () => {
  const { clock, screen } = mac()
  await screen.grab(SIGNAL)
  const grabbing = screen.grab(SIGNAL)
  await screen[Symbol.asyncDispose]()
  await pass(clock, 500)
  expect(await grabbing).toBeUndefined()
})
