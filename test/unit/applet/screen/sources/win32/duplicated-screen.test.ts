import { expect, test } from 'vitest'
import type { CursorEvent, CursorShape } from '../../../../../../src/applet/screen/screen-source.ts'
import {
  type DesktopChange,
  type DesktopCopy,
  type DesktopParts,
  DuplicatedScreen,
} from '../../../../../../src/applet/screen/sources/win32/duplicated-screen.ts'
import { DuplicationLost } from '../../../../../../src/applet/screen/sources/win32/duplication-lost.ts'
import { ComFailed } from '../../../../../../src/applet/win32/com.ts'
import { FakeClock } from '../../../../../support/fake-clock.ts'

const SIGNAL = new AbortController().signal
const DENIED = 0x8007_0005
const NOT_IMPLEMENTED = 0x8000_4001
const ACCESS_LOST = 0x887a_0026
const RECT = { x: 1, y: 2, width: 3, height: 4 }
const SHAPE: CursorShape = { width: 1, height: 1, hotX: 0, hotY: 0, pixels: new Uint8Array(4) }

/** Windows, as its documentation describes it: what it answers is set by the test. */
class Windows implements DesktopParts {
  secure = false
  /** What opening a copy answers; undefined is success. */
  refusal: number | undefined
  readable = true
  width = 4
  opened = 0
  closed = 0
  readonly coming: (DesktopChange | Error)[] = []

  openCopy(): DesktopCopy {
    if (this.refusal !== undefined) throw new ComFailed('DuplicateOutput', this.refusal)
    this.opened += 1
    const { width } = this
    return {
      monitors: [{ name: 'DISPLAY1', x: 0, y: 0, width, height: 3 }],
      picture: { width, height: 3, stride: width * 4, pixels: new Uint8Array(width * 12) },
      drawWhole: () => this.readable,
      change: (signal) => this.#change(signal),
      close: async () => {
        this.closed += 1
      },
    }
  }

  isSecureDesktop(): boolean {
    return this.secure
  }

  tellCursor(listener: (event: CursorEvent) => void): void {
    listener({ type: 'position', x: 9, y: 9 })
  }

  async #change(signal: AbortSignal): Promise<DesktopChange | undefined> {
    const next = this.coming.shift()
    if (next instanceof Error) throw next
    return next ?? new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }))
  }
}

function change(parts: Partial<DesktopChange> = {}): DesktopChange {
  return { damage: [RECT], pointer: undefined, pointerShape: undefined, ...parts }
}

/** Lets time pass until it settles. */
async function settle<T>(clock: FakeClock, promise: Promise<T>, milliseconds = 20_000): Promise<T> {
  let settled = false
  const mark = () => {
    settled = true
  }
  promise.then(mark, mark)
  for (let passed = 0; !settled && passed < milliseconds; passed += 8) {
    await new Promise(setImmediate)
    clock.advance(8)
  }
  return promise
}

function start() {
  const windows = new Windows()
  const clock = new FakeClock()
  const screen = new DuplicatedScreen(windows, clock)
  return { windows, clock, screen, grab: () => settle(clock, screen.grab(SIGNAL)) }
}

test('the first frame is whole, each later one is damaged where Windows says', async () => {
  const { windows, screen, grab } = start()
  expect(await grab()).toMatchObject({ width: 4, height: 3, damage: undefined })
  windows.coming.push(change())
  expect(await grab()).toMatchObject({ damage: [RECT] })
  expect(screen.monitors).toMatchObject([{ name: 'DISPLAY1', width: 4 }])
})

test('a pointer that moved or changed is told and brings no frame', async () => {
  const { windows, screen, grab } = start()
  const events: CursorEvent[] = []
  using _watching = screen.watchCursor((event) => events.push(event))
  await grab()
  windows.coming.push(change({ damage: [], pointer: { x: 5, y: 6 }, pointerShape: SHAPE }), change())
  await grab()
  expect(events).toEqual([
    { type: 'position', x: 9, y: 9 },
    { type: 'shape', shape: SHAPE },
    { type: 'position', x: 5, y: 6 },
  ])
})

test('a grab whose signal aborts resolves to nothing, and the next one gets what came', async () => {
  const { windows, clock, screen, grab } = start()
  await grab()
  const controller = new AbortController()
  const aborted = screen.grab(controller.signal)
  setImmediate(() => controller.abort())
  expect(await settle(clock, aborted)).toBeUndefined()
  windows.coming.push(change())
  expect(await grab()).toMatchObject({ damage: [RECT] })
})

test('a lost copy is replaced by another one, of another size perhaps, and its picture is whole', async () => {
  const { windows, screen, grab } = start()
  await grab()
  windows.width = 8
  windows.coming.push(new DuplicationLost(ACCESS_LOST))
  expect(await grab()).toMatchObject({ width: 8, damage: undefined })
  expect([windows.opened, windows.closed]).toEqual([2, 1])
  expect(screen.monitors).toMatchObject([{ width: 8 }])
})

test('while Windows shows a desktop of its own the technician is told why, and it goes on by itself', async () => {
  const { windows, clock, screen, grab } = start()
  await grab()
  const reasons: (string | undefined)[] = []
  using _watching = screen.watchOutage((reason) => reasons.push(reason))
  Object.assign(windows, { secure: true, refusal: DENIED })
  windows.coming.push(new DuplicationLost(ACCESS_LOST))
  const grabbing = screen.grab(SIGNAL)
  for (let passed = 0; passed < 60_000; passed += 250) {
    await new Promise(setImmediate)
    clock.advance(250)
  }
  expect(reasons).toEqual(['The customer is answering a Windows prompt.'])
  Object.assign(windows, { secure: false, refusal: undefined })
  expect(await settle(clock, grabbing)).toMatchObject({ damage: undefined })
  expect(reasons).toEqual(['The customer is answering a Windows prompt.', undefined])
})

test('what Windows never does is refused at once, by what it answered', () => {
  const windows = new Windows()
  windows.refusal = NOT_IMPLEMENTED
  expect(() => new DuplicatedScreen(windows, new FakeClock())).toThrow(
    expect.objectContaining({ name: 'CaptureFailed', message: expect.stringContaining('0x80004001') }),
  )
})

test.each([DENIED, NOT_IMPLEMENTED])(
  'after a loss an answer of 0x%x may be of the moment, but not for long',
  async (code) => {
    const { windows, grab } = start()
    await grab()
    windows.refusal = code
    windows.coming.push(new DuplicationLost(ACCESS_LOST))
    await expect(grab()).rejects.toMatchObject({ name: 'CaptureFailed' })
  },
)

test('a desktop that cannot be read for long is CaptureFailed, unless Windows shows its own', async () => {
  const { windows, grab } = start()
  windows.readable = false
  await expect(grab()).rejects.toMatchObject({ name: 'CaptureFailed' })
})

test('copies that are lost one after the other are CaptureFailed', async () => {
  const { windows, grab } = start()
  for (let losses = 0; losses < 4; losses += 1) windows.coming.push(new DuplicationLost(ACCESS_LOST))
  const lost = new DuplicationLost(ACCESS_LOST)
  for (let losses = 0; losses < 4; losses += 1) expect(await grab()).toMatchObject({ damage: undefined })
  windows.coming.push(lost)
  await expect(grab().then(grab)).rejects.toMatchObject({
    name: 'CaptureFailed',
    message: expect.stringContaining(lost.message),
  })
})

test('disposing closes the copy and ends a grab', async () => {
  const { windows, clock, screen, grab } = start()
  await grab()
  windows.coming.push(change({ damage: [] }))
  const grabbing = screen.grab(SIGNAL)
  await screen[Symbol.asyncDispose]()
  expect(await settle(clock, grabbing)).toBeUndefined()
  expect(windows.closed).toBe(1)
})

test('what changed just when a grab was aborted is not lost', async () => {
  const { windows, clock, screen, grab } = start()
  await grab()
  const controller = new AbortController()
  windows.coming.push(change())
  const { coming } = windows
  const aborted = screen.grab(controller.signal)
  clock.advance(8)
  while (coming.length > 0) await Promise.resolve()
  controller.abort()
  expect(await settle(clock, aborted)).toBeUndefined()
  expect(await grab()).toMatchObject({ damage: undefined })
})
