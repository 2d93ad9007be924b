import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { openLibnutSink } from '../../src/applet/input/sinks/libnut-sink.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { watchXEvents } from '../support/x-events.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const SINKS: readonly { name: string; open: () => Promise<InputSink> }[] = [
  { name: 'X11', open: () => openX11Sink() },
  { name: 'libnut', open: () => openLibnutSink('linux') },
]

const HERE = { x: 100, y: 100 }

describe.skipIf(!needs('Xvfb', 'xdotool', 'xev')).each(SINKS)('$name', ({ open }) => {
  let xvfb: Xvfb

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 640, height: 480 })
    process.env.DISPLAY = xvfb.display
  })
  afterAll(() => xvfb[Symbol.asyncDispose]())

  test('the pointer lands on the very pixel', async () => {
    await using sink = await open()
    for (const [x, y] of [
      [0, 0],
      [639, 479],
      [320, 1],
      [17, 311],
    ] as const) {
      await inject(sink, { type: 'pointer-moved', x, y })
      await until(() => pointer(xvfb) === `x:${x} y:${y}`, `the pointer at ${x}, ${y}`)
    }
  })

  test('a button goes down and up where the message says', async () => {
    await using sink = await open()
    await using events = await watchXEvents(xvfb.display)
    for (const button of ['left', 'middle', 'right'] as const) {
      await inject(sink, { type: 'button-pressed', ...HERE, button })
      await inject(sink, { type: 'button-released', x: 200, y: 150, button })
    }
    const expected = [1, 2, 3].flatMap((number) => [`button ${number} down`, `button ${number} up`])
    await until(() => events.seen.length === expected.length, 'the buttons')
    expect(events.seen).toEqual(expected)
    expect(pointer(xvfb)).toBe('x:200 y:150')
  })

  test('the wheel turns one notch for 120 units, down, up, right and left', async () => {
    await using sink = await open()
    await using events = await watchXEvents(xvfb.display)
    for (const [dx, dy] of [
      [0, 240],
      [0, -120],
      [120, 0],
      [-120, 0],
      [0, 60],
      [0, 60],
    ] as const) {
      await inject(sink, { type: 'wheel-turned', ...HERE, dx, dy })
    }
    const down = () => events.seen.filter((event) => event.endsWith('down')).map((event) => event.split(' ')[1])
    await until(() => down().length === 6, 'six notches')
    expect(down()).toEqual(['5', '5', '4', '7', '6', '5'])
  })

  test('a key goes down once and up once, by its place', async () => {
    await using sink = await open()
    await using events = await watchXEvents(xvfb.display)
    await inject(sink, { type: 'pointer-moved', ...HERE })
    await inject(sink, { type: 'key-pressed', code: 'KeyA' })
    await inject(sink, { type: 'key-pressed', code: 'KeyA' })
    await inject(sink, { type: 'key-released', code: 'KeyA' })
    await inject(sink, { type: 'key-released', code: 'KeyA' })
    await inject(sink, { type: 'key-pressed', code: 'Escape' })
    await inject(sink, { type: 'key-released', code: 'Escape' })
    await until(() => events.seen.includes('key 9 up'), 'Escape')
    expect(events.seen).toEqual(['key 38 down', 'key 38 up', 'key 9 down', 'key 9 up'])
  })

  test.each(['releaseAll', 'input-let-go', 'dispose'])('nothing stays held after %s', async (how) => {
    const sink = await open()
    await using events = await watchXEvents(xvfb.display)
    await inject(sink, { type: 'button-pressed', ...HERE, button: 'left' })
    for (const code of ['ControlLeft', 'AltLeft', 'KeyQ']) await inject(sink, { type: 'key-pressed', code })
    await until(() => isAnythingHeld(xvfb.display) && events.seen.includes('key 24 down'), 'everything down')
    if (how === 'releaseAll') sink.releaseAll()
    if (how === 'input-let-go') await inject(sink, { type: 'input-let-go' })
    await sink[Symbol.asyncDispose]()
    await until(() => events.seen.includes('key 24 up'), 'Q up')
    await until(() => !isAnythingHeld(xvfb.display), 'everything up')
  })

  test('what others hold down is left alone', async () => {
    await using sink = await open()
    const xdotool = (...args: string[]) => execFileSync('xdotool', args)
    xdotool('keydown', 'Control_L')
    await until(() => isAnythingHeld(xvfb.display), 'the key down')
    await inject(sink, { type: 'key-released', code: 'ControlLeft' })
    sink.releaseAll()
    expect(isAnythingHeld(xvfb.display)).toBe(true)
    xdotool('keyup', 'Control_L')
  })

  test('without an X server it fails with a sentence', async () => {
    process.env.DISPLAY = ':4711'
    await expect(open()).rejects.toMatchObject({ name: 'InputFailed', message: expect.stringMatching(/^[A-Z].*\.$/) })
    process.env.DISPLAY = xvfb.display
  })
})

function pointer(xvfb: Xvfb): string | undefined {
  const location = execFileSync('xdotool', ['getmouselocation'], { env: { ...process.env, DISPLAY: xvfb.display } })
  return /x:\d+ y:\d+/.exec(location.toString())?.[0]
}
