import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import type { CursorEvent, CursorShape, RawFrame } from '../../src/applet/screen/screen-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import { contains, type Rect } from '../../src/base/rect.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { xPicture } from '../support/x-picture.ts'
import { grab, paint } from '../support/x-screen.ts'
import { moveTerminal, startTerminal } from '../support/x-terminal.ts'
import { startXephyr, startXvfb } from '../support/xvfb.ts'

const SIZE = { width: 640, height: 480 }

describe.skipIf(!needs('Xvfb', 'xsetroot', 'xwd'))('X11 source', () => {
  test('an unchanged screen lets a grab sleep, and a change wakes it', async () => {
    await using xvfb = await startXvfb(SIZE)
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    let awake = false
    const grabbing = grab(source).then((frame) => {
      awake = true
      return frame
    })
    for (let looks = 0; looks < 5; looks += 1) xPicture(xvfb.display)
    await new Promise(setImmediate)
    expect(awake).toBe(false)
    paint(xvfb, '#123456')
    expect((await grabbing).pixels.subarray(0, 3)).toEqual(new Uint8Array([0x56, 0x34, 0x12]))
  })

  test('a sleeping grab ends within 50 ms when its signal aborts', async () => {
    await using xvfb = await startXvfb(SIZE)
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    const controller = new AbortController()
    const grabbing = source.grab(controller.signal)
    // Which of the two is first: a machine that is busy makes both late.
    const late = setTimeout(50, 'too late')
    controller.abort()
    expect(await Promise.race([grabbing, late])).toBeUndefined()
  })

  test('a sleeping grab ends when the source is disposed', async () => {
    await using xvfb = await startXvfb(SIZE)
    const source = await openX11Source(xvfb.display)
    await grab(source)
    const grabbing = source.grab(new AbortController().signal)
    await source[Symbol.asyncDispose]()
    expect(await grabbing).toBeUndefined()
  })

  test.skipIf(!needs('xterm', 'xdotool'))('every pixel that changed lies in the damage', async () => {
    await using xvfb = await startXvfb(SIZE)
    await using _terminal = await startTerminal(xvfb.display, '20x6+10+10')
    await using source = await openX11Source(xvfb.display)
    let before = copy(await grab(source))
    let changed = 0
    for (const position of [20, 150, 300]) {
      moveTerminal(xvfb.display, position, position)
      const frame = await grab(source)
      changed += changedPixels(before, frame).length
      expect(changedPixels(before, frame).filter((point) => !isInside(frame.damage, point))).toEqual([])
      before = copy(frame)
    }
    expect(changed).toBeGreaterThan(1000)
  })

  test.skipIf(!needs('xterm', 'xdotool'))('the cursor tells shape and position at once, then each change', async () => {
    await using xvfb = await startXvfb(SIZE)
    await using source = await openX11Source(xvfb.display)
    const events: CursorEvent[] = []
    using _watching = source.watchCursor((event) => events.push(event))
    expect(events.map(({ type }) => type)).toEqual(['shape', 'position'])
    await using _terminal = await startTerminal(xvfb.display, '30x10+100+80')
    const grabbing = new AbortController()
    void source.grab(grabbing.signal).then(() => source.grab(grabbing.signal))
    execFileSync('xdotool', ['mousemove', '180', '120'], { env: { ...process.env, DISPLAY: xvfb.display } })
    await until(() => lastPosition(events) === '180,120', 'the new position')
    await until(() => shapes(events).length > 1, 'the shape over the terminal')
    for (const { width, height, hotX, hotY, pixels } of shapes(events)) {
      expect(pixels.byteLength).toBe(width * height * 4)
      expect(hotX).toBeLessThan(width)
      expect(hotY).toBeLessThan(height)
      expect(pixels.some((value, index) => index % 4 === 3 && value === 255)).toBe(true)
    }
    grabbing.abort()
  })

  test('the pointer is followed while the screen sleeps, at most some 60 times a second', async () => {
    await using xvfb = await startXvfb(SIZE)
    await using source = await openX11Source(xvfb.display)
    await using sink = await openX11Sink(xvfb.display)
    const positions: CursorEvent[] = []
    using _watching = source.watchCursor((event) => event.type === 'position' && positions.push(event))
    const start = performance.now()
    for (let x = 1; x <= 500; x += 1) await inject(sink, { type: 'pointer-moved', x, y: 7 })
    await until(() => lastPosition(positions) === '500,7', 'the last position')
    expect(positions.length).toBeLessThan(4 + (performance.now() - start) / 16)
  })

  test.skipIf(!needs('Xephyr', 'xrandr'))('a screen of another size brings a whole picture of that size', async () => {
    await using xvfb = await startXvfb({ width: 1024, height: 768 })
    await using xephyr = await startXephyr({ width: 800, height: 600 }, xvfb)
    await using source = await openX11Source(xephyr.display)
    const first = await grab(source)
    for (const size of [
      { width: 640, height: 480 },
      { width: 1024, height: 768 },
    ]) {
      execFileSync('xrandr', ['-d', xephyr.display, '-s', `${size.width}x${size.height}`], { stdio: 'ignore' })
      const frame = await grab(source)
      expect(frame).toMatchObject({ ...size, damage: undefined })
      expect(source.monitors).toMatchObject([{ x: 0, y: 0, ...size }])
    }
    // An encoder's thread may still be at it: memory of a size that is past stays readable.
    expect(first.pixels.at(-1)).toBeDefined()
  })

  test('a lost X server is CaptureFailed, and the process lives', async () => {
    const xvfb = await startXvfb(SIZE)
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    const grabbing = grab(source)
    await Promise.all([xvfb[Symbol.asyncDispose](), expect(grabbing).rejects.toMatchObject({ name: 'CaptureFailed' })])
    await expect(grab(source)).rejects.toMatchObject({ name: 'CaptureFailed' })
  })

  test('a screen without 24 bits of colour is refused by name', async () => {
    await using xvfb = await startXvfb({ ...SIZE, depth: 16 })
    await expect(openX11Source(xvfb.display)).rejects.toThrow('16 bits of colour')
  })

  test.each([
    { without: ['MIT-SHM'], name: 'X11 (XGetImage)' },
    { without: ['DAMAGE'], name: 'X11 (XShm)' },
    { without: ['MIT-SHM', 'DAMAGE', 'XINERAMA', 'RANDR'], name: 'X11 (XGetImage)' },
  ])('without $without the screen is still seen', async ({ without, name }) => {
    await using xvfb = await startXvfb({ ...SIZE, without })
    await using source = await openX11Source(xvfb.display)
    expect(source.name).toBe(name)
    await grab(source)
    paint(xvfb, '#abcdef')
    await until(async () => (await grab(source)).pixels[0] === 0xef, 'the new colour')
  })
})

function copy(frame: RawFrame): RawFrame {
  return { ...frame, pixels: frame.pixels.slice() }
}

function changedPixels(before: RawFrame, after: RawFrame): { x: number; y: number }[] {
  const [old, now] = [before, after].map(({ pixels }) => new Uint32Array(pixels.buffer, pixels.byteOffset)) as [
    Uint32Array,
    Uint32Array,
  ]
  const points: { x: number; y: number }[] = []
  for (let index = 0; index < after.width * after.height; index += 1) {
    if (old[index] === now[index]) continue
    points.push({ x: index % after.width, y: Math.floor(index / after.width) })
  }
  return points
}

function isInside(damage: readonly Rect[] | undefined, point: { x: number; y: number }): boolean {
  return damage?.some((rect) => contains(rect, { ...point, width: 1, height: 1 })) ?? true
}

function shapes(events: readonly CursorEvent[]): CursorShape[] {
  return events.flatMap((event) => (event.type === 'shape' ? [event.shape] : []))
}

function lastPosition(events: readonly CursorEvent[]): string | undefined {
  const last = events.findLast((event) => event.type === 'position')
  return last && `${last.x},${last.y}`
}
