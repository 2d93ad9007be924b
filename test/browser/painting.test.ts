import { randomBytes } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Rect } from '../../src/base/rect.ts'
import type * as painting from '../../src/console/screen/screen-canvas.ts'
import type * as session from '../../src/console/session/customer-screen.ts'
import { type EncodedRect, encodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { openPaintingPage } from '../support/painting-page.ts'
import { PicturePainter } from '../support/picture-painter.ts'
import { encodeLossless, encodePalette } from '../support/spec-encoders.ts'

const SCREEN = { x: -100, y: 50, width: 640, height: 480 }

interface InPage {
  readonly painting: typeof painting & typeof session & { decodeRect: never }
  canvas: painting.ScreenCanvas
  happened: string[]
}

describe.skipIf(!needs('chromium'))('the console’s painting path in a real browser', () => {
  const resources = new AsyncDisposableStack()
  let browser: BrowserContext
  let page: Page
  let seq = 0

  beforeAll(async () => {
    browser = resources.use(await startChromium())
  })
  afterAll(() => resources.disposeAsync())

  beforeEach(async () => {
    await page?.close()
    page = await openPaintingPage(browser)
    await page.evaluate((screen) => {
      const it = globalThis as unknown as InPage
      it.canvas = new it.painting.ScreenCanvas(it.painting.decodeRect)
      it.happened = []
      for (const event of ['painted', 'done', 'keyframeNeeded'] as const)
        it.canvas.on(event, (value) => void it.happened.push(value === undefined ? event : `${event} ${value}`))
      document.body.append(it.canvas.element)
      it.canvas.describe(1, screen)
    }, SCREEN)
    seq = 0
  })

  /** Hands updates over in one go, as they come from the channel. */
  async function send(...updates: EncodedRect[][]): Promise<void> {
    const messages = updates.map((rects) => {
      seq += 1
      return encodeUpdate({ keyframe: seq === 1, seq, capturedAt: 0, epoch: 1, rects }).toBase64()
    })
    await page.evaluate((all) => {
      for (const text of all) (globalThis as unknown as InPage).canvas.update(Uint8Array.fromBase64(text))
    }, messages)
  }

  const happened = () => page.evaluate(() => (globalThis as unknown as InPage).happened)
  const until = (what: string) =>
    page.waitForFunction((wanted) => (globalThis as unknown as InPage).happened.includes(wanted), what)

  async function pixels({ x, y, width, height }: Rect): Promise<Buffer> {
    const rgba = await page.evaluate(
      ([left, top, wide, high]) => {
        const context = (globalThis as unknown as InPage).canvas.element.getContext('2d')
        return context ? [...context.getImageData(left, top, wide, high).data] : []
      },
      [x, y, width, height] as const,
    )
    return Buffer.from(rgba.filter((_, index) => index % 4 !== 3))
  }

  const noise = ({ width, height }: Rect) => randomBytes(width * height * 3)
  const fewColours = ({ width, height }: Rect, colours: number) =>
    Buffer.from(
      Array.from({ length: width * height }, (_, at) => [(at * 7) % colours, 200, ((at * 7) % colours) * 2]).flat(),
    )
  const fill = (rect: Rect, red: number, green: number, blue: number): EncodedRect => ({
    kind: 'fill',
    ...rect,
    data: Uint8Array.of(red, green, blue),
  })
  const jpeg = async (rect: Rect, colour: string, times = 1): Promise<EncodedRect> => ({
    kind: 'jpeg',
    ...rect,
    data: await sharp({
      create: {
        width: Math.ceil(rect.width / times),
        height: Math.ceil(rect.height / times),
        channels: 3,
        background: colour,
      },
    })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer(),
  })
  const close = (seen: Buffer, wanted: readonly number[], tolerance = 3) =>
    seen.every((value, at) => Math.abs(value - (wanted[at % 3] ?? 0)) <= tolerance)

  test.each([2, 4, 16, 130])('a palette of %i colours shows exactly its pixels', async (colours) => {
    const at = { x: 31, y: 17, width: 77, height: 23 }
    const rgb = fewColours(at, colours)
    await send([{ kind: 'palette', ...at, data: encodePalette(rgb, at) }])
    await until('done 1')
    expect((await pixels(at)).equals(rgb)).toBe(true)
  })

  test('a lossless rectangle shows exactly its pixels', async () => {
    const at = { x: 5, y: 400, width: 61, height: 37 }
    const rgb = noise(at)
    await send([{ kind: 'lossless', ...at, data: encodeLossless(rgb, at) }])
    await until('done 1')
    expect((await pixels(at)).equals(rgb)).toBe(true)
  })

  test('a copy sees what those before it left, also where it overlaps itself, and those after it are painted over it', async () => {
    const at = { x: 10, y: 40, width: 50, height: 60 }
    const rgb = noise(at)
    const moved = { ...at, y: 20 }
    await send([
      { kind: 'lossless', ...at, data: encodeLossless(rgb, at) },
      { kind: 'copy', ...moved, dx: 0, dy: 20, data: new Uint8Array() },
      fill({ ...at, x: 10, y: 80, width: 50, height: 20 }, 9, 8, 7),
    ])
    await until('done 1')
    expect((await pixels(moved)).equals(rgb)).toBe(true)
    expect(close(await pixels({ x: 10, y: 80, width: 50, height: 20 }), [9, 8, 7], 0)).toBe(true)
  })

  test.each([1, 2, 4])(
    'a JPEG with its sides divided by %i fills its rectangle and nothing beside it',
    async (times) => {
      const at = { x: 100, y: 100, width: 301, height: 203 }
      await send([fill({ ...SCREEN, x: 0, y: 0 }, 0, 0, 0)], [await jpeg(at, 'rgb(200,100,50)', times)])
      await until('done 2')
      expect(close(await pixels(at), [200, 100, 50])).toBe(true)
      expect(close(await pixels({ x: 100, y: 303, width: 301, height: 1 }), [0, 0, 0], 0)).toBe(true)
      expect(close(await pixels({ x: 99, y: 100, width: 1, height: 203 }), [0, 0, 0], 0)).toBe(true)
    },
  )

  test('every way to decode a JPEG that this machine may choose shows the same', async () => {
    const at = { x: 0, y: 0, width: 64, height: 64 }
    const colours = ['rgb(200,100,50)', 'rgb(10,220,90)']
    for (let round = 1; round <= 10; round += 1) {
      await send([await jpeg(at, colours[round % 2] ?? '')])
      await until(`done ${round}`)
      expect(close(await pixels(at), round % 2 ? [10, 220, 90] : [200, 100, 50])).toBe(true)
    }
  })

  test('an update is never seen half painted, and a fast one does not overtake a slow one', async () => {
    const whole = { x: 0, y: 0, width: SCREEN.width, height: SCREEN.height }
    const [first, second] = [
      { ...whole, height: 240 },
      { ...whole, y: 240, height: 240 },
    ]
    await page.evaluate(() => {
      const it = globalThis as unknown as InPage
      const isRed = (y: number) => (it.canvas.element.getContext('2d')?.getImageData(5, y, 1, 1).data[0] ?? 0) > 128
      const tell = () => void it.happened.push(isRed(5) === isRed(475) ? 'whole' : 'half')
      it.canvas.on('painted', tell)
      const look = () => {
        tell()
        requestAnimationFrame(look)
      }
      look()
    })
    for (let round = 0; round < 5; round += 1) {
      const slow = [fill(first, 250, 0, round), await jpeg(second, `rgb(250,0,${round})`)]
      await send(slow, [fill(whole, 0, round, 250)])
      await until(`done ${seq}`)
    }
    const all = await happened()
    expect(all.filter((line) => line.startsWith('painted'))).toEqual(
      Array.from({ length: 10 }, (_, index) => `painted ${index + 1}`),
    )
    expect(all).toContain('whole')
    expect(all).not.toContain('half')
  })

  test('what is decoded is painted without waiting for the browser, and done with at once if that was quick', async () => {
    await page.evaluate(() => {
      // However long it takes: by this clock it was quick.
      performance.now = () => 0
      requestAnimationFrame(() => (globalThis as unknown as InPage).happened.push('frame'))
      const it = globalThis as unknown as InPage
      const plan = globalThis.requestAnimationFrame
      globalThis.requestAnimationFrame = (callback) => {
        it.happened.push('frame planned')
        return plan(callback)
      }
    })
    await send([fill({ x: 0, y: 0, width: 9, height: 9 }, 1, 2, 3)])
    await until('done 1')
    const all = (await happened()).filter((line) => line !== 'frame')
    expect(all).toEqual(['painted 1', 'done 1', 'frame planned'])
  })

  test('a hidden page paints and acknowledges nothing until it is seen again', async () => {
    const show = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => value })
        document.dispatchEvent(new Event('visibilitychange'))
      }, hidden)
    await show(true)
    await send([fill({ x: 0, y: 0, width: 9, height: 9 }, 1, 2, 3)])
    // Two frames and a task later all that can happen has happened.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    )
    expect(await happened()).toEqual([])
    await show(false)
    await until('done 1')
    expect(await happened()).toEqual(['painted 1', 'done 1'])
  })

  test('data that do not fit fail their update as a whole and ask for a keyframe', async () => {
    const at = { x: 0, y: 0, width: 20, height: 20 }
    await send([fill(at, 1, 2, 3)])
    await until('done 1')
    await send([fill(at, 200, 0, 0), { kind: 'palette', ...at, data: Uint8Array.of(3, 1) }])
    await until('done 2')
    expect(await happened()).toContain('keyframeNeeded')
    expect(close(await pixels(at), [1, 2, 3], 0)).toBe(true)
  })

  test('the part of the desktop is known once its pixels are', async () => {
    const part = () => page.evaluate(() => (globalThis as unknown as InPage).canvas.part ?? null)
    expect(await part()).toBeNull()
    await send([fill({ x: 0, y: 0, width: 1, height: 1 }, 0, 0, 0)])
    await until('painted 1')
    expect(await part()).toEqual(SCREEN)
  })

  test('the reference painter of other tests shows the same, pixel by pixel', async () => {
    const painter = new PicturePainter(SCREEN)
    const [few, many] = [
      { x: 40, y: 30, width: 99, height: 41 },
      { x: 200, y: 31, width: 55, height: 77 },
    ]
    const whole = [fill({ x: 0, y: 0, width: SCREEN.width, height: SCREEN.height }, 10, 20, 30)]
    const rects: EncodedRect[] = [
      { kind: 'palette', ...few, data: encodePalette(fewColours(few, 13), few) },
      { kind: 'lossless', ...many, data: encodeLossless(noise(many), many) },
      { kind: 'copy', x: 60, y: 60, width: 190, height: 60, dx: -20, dy: -29, data: new Uint8Array() },
    ]
    for (const each of [whole, rects])
      await painter.paint({ keyframe: each === whole, seq: 1, capturedAt: 0, epoch: 1, rects: each })
    await send(whole, rects)
    await until('done 2')
    const shown = await pixels({ x: 0, y: 0, width: SCREEN.width, height: SCREEN.height })
    expect(shown.equals(painter.pixels)).toBe(true)
  })

  test('the pointer is placed in the part that is shown, and its shapes are kept', async () => {
    const blank = { width: 2, height: 2, hotX: 1, hotY: 0 }
    const shape = (value: number) => Buffer.alloc(16, value).toString('base64')
    const fillAll = { kind: 'fill', x: 0, y: 0, width: 640, height: 480, data: Uint8Array.of(1, 2, 3) } as const
    const update = encodeUpdate({ keyframe: true, seq: 1, capturedAt: 0, epoch: 3, rects: [fillAll] }).toBase64()
    const seen = await page.evaluate(
      async ({ part, bytes, red, blue, common }) => {
        const { CustomerScreen } = (globalThis as unknown as InPage).painting
        let acknowledged = () => {}
        const painted = new Promise<void>((resolve) => {
          acknowledged = resolve
        })
        const screen = new CustomerScreen(acknowledged, { painted() {} } as never)
        screen.take({ type: 'screen-described', epoch: 3, ...part, monitors: [], shown: null })
        screen.take({ type: 'cursor-moved', x: -90, y: 60 })
        const before = screen.pointer.value
        screen.update(Uint8Array.fromBase64(bytes))
        await painted
        const inside = screen.pointer.value
        screen.take({ type: 'cursor-moved', x: -101, y: 60 })
        const outside = screen.pointer.value
        screen.take({ type: 'cursor-changed', id: 5, ...common, pixels: red })
        const first = screen.cursor.css
        screen.take({ type: 'cursor-changed', id: 6, ...common, pixels: blue })
        const second = screen.cursor.css
        screen.take({ type: 'cursor-reused', id: 7 })
        const unknown = screen.cursor.css
        screen.take({ type: 'cursor-reused', id: 5 })
        const again = screen.cursor.css
        return { before, inside, outside, first, second, unknown, again }
      },
      { part: SCREEN, bytes: update, red: shape(200), blue: shape(90), common: blank },
    )
    expect(seen.before).toBeUndefined()
    expect(seen.inside).toEqual({ x: 10, y: 10 })
    expect(seen.outside).toBeUndefined()
    expect(seen.second).not.toBe(seen.first)
    expect(seen.unknown).toBe(seen.second)
    expect(seen.again).toBe(seen.first)
  })

  test('an update that copies more pixels than the screen has is refused before anything is painted', async () => {
    const copy: EncodedRect = {
      kind: 'copy',
      x: 0,
      y: 0,
      width: 640,
      height: 480,
      dx: 0,
      dy: 0,
      data: new Uint8Array(),
    }
    await expect(send([copy, copy])).rejects.toThrow('more pixels than the screen has')
    expect(await happened()).toEqual([])
  })
})
