import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { openLibnutSource } from '../../src/applet/screen/sources/libnut-source.ts'
import { openScreenshotSource } from '../../src/applet/screen/sources/screenshot-source.ts'
import { SyntheticSource } from '../../src/applet/screen/sources/synthetic-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import { realClock } from '../../src/base/clock.ts'
import { contains } from '../../src/base/rect.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { xPicture } from '../support/x-picture.ts'
import { grab, paint } from '../support/x-screen.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const SIZE = { width: 640, height: 480 }

interface Candidate {
  readonly name: string
  readonly open: () => Promise<ScreenSource>
  /** Shows a real X screen; a value of a colour may be off by so much. */
  readonly showsX?: { readonly tolerance: number }
}

const SOURCES: readonly Candidate[] = [
  { name: 'synthetic', open: async () => new SyntheticSource(realClock) },
  { name: 'X11', open: () => openX11Source(), showsX: { tolerance: 0 } },
  { name: 'libnut', open: () => openLibnutSource('linux'), showsX: { tolerance: 0 } },
  ...(needs('import') ? [{ name: 'screenshot', open: openScreenshotSource, showsX: { tolerance: 4 } }] : []),
]

const withX = describe.skipIf(!needs('Xvfb', 'xsetroot', 'xwd'))

/** Libnut and screenshot-desktop look only at DISPLAY, libnut even only once in a process: a server for each of them. */
function useXvfb(): () => Xvfb {
  let xvfb: Xvfb
  beforeAll(async () => {
    xvfb = await startXvfb(SIZE)
    process.env.DISPLAY = xvfb.display
  })
  afterAll(() => xvfb[Symbol.asyncDispose]())
  return () => xvfb
}

withX.each(SOURCES)('$name', ({ open, showsX }) => {
  const xvfb = useXvfb()

  test('the first picture comes at once, whole, with monitors inside it', async () => {
    await using source = await open()
    const frame = await grab(source)
    expect(frame.damage).toBeUndefined()
    expect(frame.stride).toBeGreaterThanOrEqual(frame.width * 4)
    expect(frame.pixels.byteLength).toBe(frame.stride * frame.height)
    expect(Math.abs(Date.now() - frame.capturedAt)).toBeLessThan(5000)
    expect(source.monitors.length).toBeGreaterThan(0)
    for (const monitor of source.monitors) expect(contains({ x: 0, y: 0, ...sizeOf(frame) }, monitor)).toBe(true)
  })

  test('a grab whose signal aborts resolves to nothing, also when it aborted before', async () => {
    await using source = await open()
    await grab(source)
    const controller = new AbortController()
    const grabbing = source.grab(controller.signal)
    controller.abort()
    expect(await grabbing).toBeUndefined()
    expect(await source.grab(controller.signal)).toBeUndefined()
  })

  test('a picture can be grabbed after a grab was aborted', async () => {
    await using source = await open()
    await grab(source)
    const controller = new AbortController()
    const aborted = source.grab(controller.signal)
    controller.abort()
    await aborted
    const grabbing = grab(source)
    if (showsX) paint(xvfb(), '#204060')
    expect(sizeOf(await grabbing)).toEqual(sizeOf(await grabAgain(source, xvfb())))
  })
})

withX.each(SOURCES.filter(({ showsX }) => showsX))('$name', ({ open, showsX }) => {
  const xvfb = useXvfb()
  const tolerance = showsX?.tolerance ?? 0

  test('a picture is what the screen shows', async () => {
    await using source = await open()
    for (const colour of ['#c08040', '#0000ff', '#00ff00']) {
      paint(xvfb(), colour)
      expect(difference(await grab(source), xPicture(xvfb().display))).toBeLessThanOrEqual(tolerance)
    }
  })

  test('a change of the screen brings another picture', async () => {
    await using source = await open()
    paint(xvfb(), '#102030')
    await grab(source)
    paint(xvfb(), '#f0e0d0')
    const now = xPicture(xvfb().display)
    await until(async () => difference(await grab(source), now) <= tolerance, 'the new colour')
  })
})

describe.each(SOURCES.filter(({ name }) => name === 'X11' || name === 'libnut'))('$name', ({ open }) => {
  test('without an X server it fails with a sentence', async () => {
    for (const display of ['', ':4711']) {
      process.env.DISPLAY = display
      await expect(open()).rejects.toMatchObject({
        name: 'CaptureFailed',
        message: expect.stringMatching(/^[A-Z].*\.$/),
      })
    }
  })
})

async function grabAgain(source: ScreenSource, xvfb: Xvfb): Promise<RawFrame> {
  const grabbing = grab(source)
  paint(xvfb, '#602040')
  return grabbing
}

function sizeOf({ width, height }: RawFrame): { width: number; height: number } {
  return { width, height }
}

/** The largest difference of any colour value of any pixel; infinite when the sizes differ. */
function difference(frame: RawFrame, { width, height, pixels }: ReturnType<typeof xPicture>): number {
  if (frame.width !== width || frame.height !== height) return Number.POSITIVE_INFINITY
  let largest = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * 4; x += 1) {
      if (x % 4 === 3) continue
      const delta = Math.abs((frame.pixels[y * frame.stride + x] ?? 0) - (pixels[y * width * 4 + x] ?? 0))
      if (delta > largest) largest = delta
    }
  }
  return largest
}
