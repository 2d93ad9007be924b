import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

/** How a browser can be, and how many threads for lines the console has in it. */
const BROWSERS: readonly [string, (page: Page) => Promise<unknown>, number][] = [
  ['memory is shared between threads', async () => {}, 1],
  [
    'no memory is shared',
    (page) => page.addInitScript(() => Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false })),
    0,
  ],
  ['the thread cannot be loaded', (page) => page.route(/line-worker/, (route) => route.abort()), 0],
]

test.skipIf(!needs('chromium')).each(BROWSERS)(
  'a technician hears, sees and writes where %s',
  async (_, prepare, threads) => {
    await using broker = await TestBroker.start({}, { pagesDir })
    await using browser = await startChromium()
    const page = await browser.newPage()
    await prepare(page)
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    await page.goto(await broker.signInLink())
    await press('New Session')
    await press('Create PIN Code')
    const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
    await using applet = new TestApplet({ url: broker.url, pin })
    await page.keyboard.press('Escape')
    await press('Start')
    await expect.poll(() => applet.customer.code).toBeDefined()
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.customer.code ?? '')
    await press('Verify')
    await press('View Screen')
    ;(await applet.customer.nextPrompt()).answer('yes')
    await page.locator('[data-testid=screen][data-seq]').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('Do you hear me?')
    await press('Send')
    await expect.poll(() => applet.customer.chat.map(({ text }) => text)).toContain('Do you hear me?')
    expect(page.workers()).toHaveLength(threads)
    await press('End Session')
    await applet.ended
  },
)
