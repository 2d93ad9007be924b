import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { LocalFeed } from '../../src/applet/screen/local-feed.ts'
import type { View } from '../../src/applet/screen/screen-feed.ts'
import type { Monitor } from '../../src/applet/screen/screen-source.ts'
import { SyntheticSource } from '../../src/applet/screen/sources/synthetic-source.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { violations } from '../support/violations.ts'

const LEFT: Monitor = { name: 'DP-1', x: 0, y: 120, width: 500, height: 600 }
const RIGHT: Monitor = { name: 'HDMI-A-0', x: 500, y: 0, width: 401, height: 299 }
const FIRST: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }
const CHOSEN: View = { quality: 'low', greyscale: true, framesPerSecond: 30, monitor: null }

/** Notes what the technician wants, and does it. */
class WatchedFeed extends LocalFeed {
  readonly #views: View[]

  constructor(views: View[], parts: ConstructorParameters<typeof LocalFeed>[0]) {
    super(parts)
    this.#views = views
  }

  override adjust(view: View): void {
    this.#views.push(view)
    super.adjust(view)
  }
}

describe.skipIf(!needs('chromium'))('how the technician wants to see the screen', () => {
  const resources = new AsyncDisposableStack()
  const views: View[] = []
  let source: SyntheticSource & { monitors: readonly Monitor[] }
  let applet: TestApplet
  let browser: BrowserContext
  let page: Page

  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const dialog = (name: string) => page.getByRole('dialog', { name })
  const canvas = () => page.locator('canvas[data-seq]')
  const isFocused = (what: Locator) => what.evaluate((element) => element === document.activeElement)

  /** Where the picture is once nothing moves it any more: its frame lays it out when the browser says that it changed. */
  async function settledBox(): Promise<{ x: number; y: number; width: number; height: number }> {
    let box = await canvas().boundingBox()
    await until(async () => {
      const before = JSON.stringify(box)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      box = await canvas().boundingBox()
      return box !== null && JSON.stringify(box) === before
    }, 'the picture in its place')
    if (!box) throw new Error('the canvas is not on the page')
    return box
  }
  /** What the sink did at points of the page. */
  const points = () => applet.input.filter(({ type }) => type === 'button-pressed').map(({ x, y }) => ({ x, y }))

  async function untilShown({ width, height }: { width: number; height: number }): Promise<void> {
    await page.locator(`canvas[data-seq][data-width="${width}"][data-height="${height}"]`).waitFor()
  }

  async function verifyAndView(): Promise<void> {
    await page.getByRole('textbox', { name: 'Verification code' }).waitFor()
    await until(() => applet.customer.code !== undefined, 'the digits')
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.customer.code ?? '')
    await button('Verify').click()
    await button('View Screen').click()
    ;(await applet.customer.nextPrompt()).answer('yes')
    await canvas().waitFor()
  }

  beforeAll(async () => {
    const pagesDir = join(import.meta.dirname, '../../dist/pages')
    const broker = resources.use(await TestBroker.start({}, { pagesDir }))
    browser = resources.use(await startChromium())
    page = await browser.newPage()
    await page.goto(await broker.signInLink())
    await button('New Session').click()
    await button('Create PIN Code').click()
    const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
    const open = async () => {
      source = Object.assign(new SyntheticSource(realClock), { monitors: [LEFT, RIGHT] })
      return source
    }
    const feed = new WatchedFeed(views, {
      sources: () => [{ name: 'divided', open }],
      encoders: [{ name: 'jpeg-turbo', open: openJpegTurboEncoder }],
      clock: realClock,
      log: silentLogger('applet.screen'),
    })
    applet = resources.use(new TestApplet({ url: broker.url, pin, feed }))
    await button('Start').click()
  })
  afterAll(() => resources.disposeAsync())

  test('the applet is told as soon as it may be told', async () => {
    await verifyAndView()
    await until(() => views.length > 0, 'the first word')
    expect(views).toEqual([FIRST])
  })

  test('everything is chosen by keyboard, each choice is one message, and Escape gives the focus back', async () => {
    await button('Picture settings').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => isFocused(dialog('Picture settings').getByRole('radio', { name: 'Balanced' }))).toBe(true)
    for (const key of ['ArrowDown', 'Tab', 'ArrowRight', 'Tab', 'Space']) await page.keyboard.press(key)
    await until(() => views.length === 4, 'three changes')
    expect(views.slice(1)).toEqual([
      { ...FIRST, quality: 'low' },
      { ...FIRST, quality: 'low', framesPerSecond: 30 },
      CHOSEN,
    ])
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog('Picture settings').waitFor({ state: 'hidden' })
    await expect.poll(() => isFocused(button('Picture settings'))).toBe(true)
  })

  test('a monitor is chosen by keyboard and shown alone', async () => {
    await button('Monitors: all are shown').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => isFocused(button('All monitors'))).toBe(true)
    expect(await violations(page)).toEqual([])
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    await untilShown(RIGHT)
    expect(views.at(-1)).toEqual({ ...CHOSEN, monitor: RIGHT.name })
    await button('Monitors: number 2 is shown').waitFor()
    await expect.poll(() => isFocused(button(/^Monitors/))).toBe(true)
  })

  test.each(['Fit', '100 %'])('clicks land on the very pixel of that monitor (%s)', async (size) => {
    await button(size).click()
    if (size === 'Fit') {
      await button('Remote Control').click()
      ;(await applet.customer.nextPrompt()).answer('yes')
      await page.getByText('You control mouse and keyboard').waitFor()
    }
    const box = await settledBox()
    const scale = box.width / RIGHT.width
    expect(scale).toBeGreaterThanOrEqual(1)
    const before = points().length
    const expected = [
      { x: 0, y: 0 },
      { x: RIGHT.width - 1, y: 0 },
      { x: 0, y: RIGHT.height - 1 },
      { x: RIGHT.width - 1, y: RIGHT.height - 1 },
      { x: 200, y: 150 },
    ]
    for (const { x, y } of expected) await page.mouse.click(box.x + (x + 0.5) * scale, box.y + (y + 0.5) * scale)
    await until(() => points().length === before + expected.length, 'the clicks')
    expect(points().slice(before)).toEqual(expected.map(({ x, y }) => ({ x: RIGHT.x + x, y: RIGHT.y + y })))
    await page.keyboard.press('Control+Alt+Shift')
  })

  test('M shows the next monitor, and all after the last', async () => {
    await page.keyboard.press('m')
    await button('Monitors: all are shown').waitFor()
    await untilShown({ width: 1280, height: 720 })
    await page.keyboard.press('m')
    await button('Monitors: number 1 is shown').waitFor()
    await untilShown(LEFT)
  })

  test('a monitor that is unplugged leaves all of them shown, and nothing to choose when only one is left', async () => {
    source.monitors = [RIGHT]
    await untilShown({ width: 1280, height: 720 })
    await expect.poll(() => button('Monitors').isDisabled()).toBe(true)
    source.monitors = [RIGHT, LEFT]
    await button('Monitors: number 2 is shown').waitFor()
  })

  test('after the permission was taken back, it is told anew with the next Yes, once', async () => {
    const before = views.length
    applet.customer.pressLargeX()
    await page.getByText('Nothing is shared now').waitFor()
    await button('View Screen').click()
    ;(await applet.customer.nextPrompt()).answer('yes')
    await canvas().waitFor()
    await until(() => views.length > before, 'the word')
    expect(views.slice(before)).toEqual([{ ...CHOSEN, monitor: LEFT.name }])
  })

  test('a page that is loaded anew remembers what was chosen, but for the monitor', async () => {
    const before = views.length
    await page.reload()
    await verifyAndView()
    await until(() => views.length > before, 'the word')
    expect(views.slice(before)).toEqual([CHOSEN])
    expect(await page.getByRole('radio', { name: 'Low bandwidth', includeHidden: true }).isChecked()).toBe(true)
  })
})
