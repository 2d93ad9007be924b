import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArtefactsFolder } from '../support/artefacts-folder.ts'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { fits, violations } from '../support/violations.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')
const SYSTEMS = {
  Windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36',
  Mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
  Linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
}
const available = needs('chromium')

/** A broker with everything packaged, and whoever looks at its page. */
class Visit implements AsyncDisposable {
  readonly #resources = new AsyncDisposableStack()
  broker!: TestBroker
  browser!: BrowserContext

  static async start(options: Parameters<typeof startChromium>[0]): Promise<Visit> {
    const visit = new Visit()
    const { path } = visit.#resources.use(new ArtefactsFolder())
    visit.broker = visit.#resources.use(await TestBroker.start({}, { pagesDir, artefactsDir: path }))
    visit.browser = visit.#resources.use(await startChromium(options))
    return visit
  }

  /** The page after a right code, for this user agent. */
  async enter(userAgent: string): Promise<{ page: Page; pin: string }> {
    const { pin } = await (await this.broker.technician()).newSession()
    const page = await this.browser.newPage()
    // The browser's own hints would give it away.
    await page.route('**/*', (route) => {
      const { 'sec-ch-ua-platform': _platform, 'sec-ch-ua-arch': _arch, ...headers } = route.request().headers()
      return route.continue({ headers: { ...headers, 'user-agent': userAgent } })
    })
    await page.goto(this.broker.url)
    await page.getByRole('textbox', { name: 'Enter your 6-digit code' }).fill(pin)
    await page.getByRole('button', { name: 'Start Download' }).click()
    await page.getByRole('heading', { name: 'Your code is right' }).waitFor()
    return { page, pin }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
  }
}

describe.skipIf(!available).each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  test('the file comes by itself, under its name, and the page stays to explain it', async () => {
    await using visit = await Visit.start({ javaScriptEnabled })
    const downloaded = new Promise<Download>((resolve) => {
      visit.browser.on('page', (page) => page.on('download', resolve))
    })
    const { page, pin } = await visit.enter(SYSTEMS.Windows)
    const download = await downloaded
    expect(download.suggestedFilename()).toBe(`Support-LogMeInRescue-${pin}.exe`)
    expect(readFileSync(await download.path()).equals(ArtefactsFolder.content('win-x64'))).toBe(true)
    await page.getByRole('heading', { name: 'On this Windows computer' }).waitFor()
    expect(await page.getByText(pin, { exact: true }).isVisible()).toBe(true)
    const again = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Start Download' }).click()
    expect((await again).suggestedFilename()).toContain(pin)
  })
})

describe.skipIf(!available).each(['light', 'dark'] as const)('the page after a right code, %s', (colorScheme) => {
  let visit: Visit
  beforeAll(async () => {
    visit = await Visit.start({ colorScheme })
  })
  afterAll(() => visit[Symbol.asyncDispose]())

  test.each([
    ['Windows', 'On this Windows computer'],
    ['Mac', 'On this Mac'],
    ['Linux', 'On this Linux computer'],
    ['phone', 'There is no program for this device'],
  ] as const)('%s: its own steps, no violations, and it fits 320 pixels', async (system, heading) => {
    const { page } = await visit.enter(SYSTEMS[system])
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toContain(heading)
    await expect.poll(() => page.getByRole('heading', { level: 3 }).filter({ visible: true }).count()).toBe(1)
    const steps = page.getByRole('listitem').filter({ has: page.locator('img'), visible: true })
    await expect.poll(() => steps.count()).toBe(system === 'phone' ? 0 : 3)
    if (system !== 'phone') await page.getByText('Check the file yourself').click()
    expect(await violations(page, 'strong contrast')).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await fits(page)).toBe(true)
  })

  test('at 200 % zoom nothing is cut off', async () => {
    const { page } = await visit.enter(SYSTEMS.Linux)
    // A window of 1280 pixels at 200 % has as many CSS pixels as one of 640.
    await page.setViewportSize({ width: 640, height: 400 })
    expect(await fits(page)).toBe(true)
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
    expect(await fits(page)).toBe(true)
  })

  test('every picture is there', async () => {
    const { page } = await visit.enter(SYSTEMS.Windows)
    const widths = () =>
      page
        .locator('img:visible')
        .evaluateAll((pictures) => (pictures as HTMLImageElement[]).map(({ naturalWidth }) => naturalWidth))
    await expect.poll(async () => (await widths()).filter((width) => width > 0)).toHaveLength(3)
    expect(await widths()).toHaveLength(3)
  })

  test('another system is one click away', async () => {
    const { page } = await visit.enter(SYSTEMS.phone)
    await page.getByRole('link', { name: 'Mac with an Intel processor' }).click()
    await page.getByRole('heading', { name: 'On this Mac' }).waitFor()
  })

  test('an address that is over ends at the box', async () => {
    // A page of its own: one whose download is about to start would break off this visit.
    const page = await visit.browser.newPage()
    await page.goto(`${visit.broker.url}/download/over/win-x64`)
    await page.getByRole('alert').getByText('This download address is not valid any more.').waitFor()
    expect(await violations(page, 'strong contrast')).toEqual([])
  })
})
