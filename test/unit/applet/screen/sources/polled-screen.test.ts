import { expect, test } from 'vitest'
import type { CursorEvent } from '../../../../../src/applet/screen/screen-source.ts'
import { type Look, PolledScreen } from '../../../../../src/applet/screen/sources/polled-screen.ts'
import { FakeClock } from '../../../../support/fake-clock.ts'

const SIGNAL = new AbortController().signal

test('nothing is looked at before the first picture is asked for', async () => {
  let looks = 0
  const look = async () => lookOf(4, 3 + looks++)
  await using screen = new PolledScreen({ name: 'polled', interval: 100, look }, new FakeClock())
  expect([looks, screen.monitors]).toEqual([0, []])
})

test('the first picture comes at once, each later one an interval after the last', async () => {
  const clock = new FakeClock()
  await using screen = new PolledScreen({ name: 'polled', interval: 100, look: async () => lookOf(4, 3) }, clock)
  expect(await screen.grab(SIGNAL)).toMatchObject({ width: 4, height: 3, damage: undefined })
  const second = screen.grab(SIGNAL)
  expect(await isSettled(second)).toBe(false)
  clock.advance(99)
  expect(await isSettled(second)).toBe(false)
  clock.advance(1)
  expect(await isSettled(second)).toBe(true)
})

test('the monitor has the size of the newest picture', async () => {
  const clock = new FakeClock()
  let width = 4
  const look = async () => lookOf(width, 3)
  await using screen = new PolledScreen({ name: 'polled', interval: 100, look }, clock)
  await screen.grab(SIGNAL)
  expect(screen.monitors).toMatchObject([{ width: 4, height: 3 }])
  width = 8
  const next = screen.grab(SIGNAL)
  clock.advance(100)
  await next
  expect(screen.monitors).toMatchObject([{ width: 8, height: 3 }])
})

test('the pointer is told at once and when it moved, as long as somebody watches', async () => {
  const clock = new FakeClock()
  let x = 1
  const parts = { name: 'polled', interval: 100, look: async () => lookOf(4, 3), pointer: () => ({ x, y: 2 }) }
  await using screen = new PolledScreen(parts, clock)
  const events: CursorEvent[] = []
  const watching = screen.watchCursor((event) => events.push(event))
  clock.advance(1000)
  expect(events).toEqual([{ type: 'position', x: 1, y: 2 }])
  x = 3
  clock.advance(50)
  expect(events.at(-1)).toEqual({ type: 'position', x: 3, y: 2 })
  watching[Symbol.dispose]()
  x = 4
  clock.advance(1000)
  expect(events).toHaveLength(2)
})

function lookOf(width: number, height: number): Look {
  return { width, height, stride: width * 4, pixels: new Uint8Array(width * height * 4) }
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  await new Promise(setImmediate)
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}
