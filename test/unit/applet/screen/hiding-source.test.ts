import { beforeEach, expect, test } from 'vitest'
import { HidingSource } from '../../../../src/applet/screen/hiding-source.ts'
import { Emitter } from '../../../../src/base/emitter.ts'
import type { Rect } from '../../../../src/base/rect.ts'
import { ChangingScreen } from '../../../support/changing-screen.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { until } from '../../../support/until.ts'

const SIZE = { width: 256, height: 128 }
const HERE = { x: 10, y: 10, width: 50, height: 40 }
const THERE = { x: 90, y: 20, width: 50, height: 40 }

let clock: FakeClock
let screen: ChangingScreen
/** What each question for places is answered, the last of them again and again. */
let answers: Rect[][]
let changed: Emitter<{ changed: undefined }>
let source: HidingSource
let lease: AbortController

beforeEach(() => {
  clock = new FakeClock()
  screen = new ChangingScreen(SIZE)
  answers = [[HERE]]
  changed = new Emitter()
  lease = new AbortController()
  const rects = () => (answers.length > 1 ? answers.shift() : answers[0]) ?? []
  const windows = { name: 'told', rects, follow() {}, hasFocus: () => false, onFocused: nothing, ...nothing() }
  const hiding = { windows: Promise.resolve(windows), onChanged: (on: () => void) => changed.on('changed', on) }
  source = new HidingSource({ source: screen, hiding, clock })
})

function nothing(): Disposable {
  return { [Symbol.dispose]() {} }
}

const grab = () => source.grab(lease.signal)

test('a frame says where windows stood before it was taken, and where after', async () => {
  answers = [[HERE], [THERE]]
  const frame = await grab()
  expect(frame?.hidden).toEqual([THERE, HERE])
})

test('places that were not hidden last time are damaged, on the screen only', async () => {
  const beyond = { x: 250, y: 100, width: 100, height: 100 }
  await grab()
  answers = [[beyond]]
  const drawn = { x: 200, y: 0, width: 1, height: 1 }
  const whole = screen.frame()
  screen.frame = () => ({ ...whole, damage: [drawn] })
  screen.changed()
  const frame = await grab()
  expect(frame?.hidden).toEqual([beyond, HERE])
  expect(frame?.damage).toEqual([drawn, { x: 250, y: 100, width: 6, height: 28 }])
})

test('a place that was left is shown again though the screen sleeps, once the source had time to look', async () => {
  await grab()
  answers = [[THERE]]
  screen.change(3)
  expect((await grab())?.hidden).toEqual([THERE, HERE])
  let frame: Awaited<ReturnType<typeof grab>>
  const grabbing = grab().then((grabbed) => {
    frame = grabbed
  })
  await until(() => {
    clock.advance(100)
    return frame !== undefined
  }, 'the frame that shows it')
  await grabbing
  expect(frame).toMatchObject({ hidden: [THERE], damage: [HERE] })
  expect(frame?.pixels).toBe(screen.pixels)
})

test('other windows to hide wake a grab, and the picture is as it was', async () => {
  await grab()
  const grabbing = grab()
  await new Promise(setImmediate)
  answers = [[HERE, THERE]]
  changed.emit('changed', undefined)
  expect(await grabbing).toMatchObject({ hidden: [HERE, THERE], damage: [THERE] })
})

test('a frame that is looked at later hides what has to be hidden by then', async () => {
  const frame = await grab()
  answers = [[THERE]]
  const ending = new AbortController()
  const grabbing = source.grab(ending.signal)
  ending.abort()
  expect(await grabbing).toBeUndefined()
  expect(frame?.hidden).toContainEqual(HERE)
})
