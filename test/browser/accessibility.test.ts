import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realClock } from '../../src/base/clock.ts'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { fits, violations } from '../support/violations.ts'

const root = join(import.meta.dirname, '../..')
const pagesDir = join(root, 'dist/pages')

describe.skipIf(!needs('chromium')).each(['light', 'dark'] as const)('accessibility, %s', (colorScheme) => {
  const resources = new AsyncDisposableStack()
  let broker: TestBroker
  let browser: BrowserContext
  let page: Page

  let aheadMs = 0
  const clock = { ...realClock, now: () => Date.now() + aheadMs }

  beforeAll(async () => {
    broker = resources.use(await TestBroker.start({ clock }, { pagesDir }))
    browser = resources.use(await startChromium({ colorScheme }))
  })
  afterAll(() => resources.disposeAsync())

  const button = (name: string) => page.getByRole('button', { name })

  describe('the entry page', () => {
    beforeAll(async () => {
      page = await browser.newPage()
      await page.goto(`${broker.url}/?code=123%20456`)
    })

    test('has no violations, and takes the code out of the address', async () => {
      await expect.poll(() => page.url()).toBe(`${broker.url}/`)
      expect(await violations(page, 'strong contrast')).toEqual([])
    })

    test('says beside the box what was wrong', async () => {
      await page.getByRole('textbox', { name: 'Enter your 6-digit code' }).fill('100 000')
      await button('Start Download').click()
      await page.getByRole('alert').getByText('This code is not valid. Check it with your technician.').waitFor()
      expect(await violations(page, 'strong contrast')).toEqual([])
    })

    test('says what to do when the code is right', async () => {
      const { pin } = await (await broker.technician()).newSession()
      await page.getByRole('textbox').fill(pin)
      await button('Start Download').click()
      await page.getByText(pin, { exact: true }).waitFor()
      expect(await violations(page, 'strong contrast')).toEqual([])
    })

    test.each(['found', 'asked'])('fits a window of 320 pixels (%s)', async (state) => {
      if (state === 'asked') {
        await page.getByRole('link', { name: 'Use another code' }).click()
        await page.getByRole('textbox', { name: 'Enter your 6-digit code' }).waitFor()
      }
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await fits(page)).toBe(true)
    })
  })

  describe('the console', () => {
    let applet: TestApplet

    beforeAll(async () => {
      page = await browser.newPage()
    })

    test('sign-in, also when it is refused', async () => {
      await page.goto(`${broker.url}/console`)
      await page.getByRole('textbox', { name: 'Email' }).fill('tess@example.com')
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
      expect(await violations(page)).toEqual([])
      await button('Sign in').click()
      await page.getByRole('alert').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('a link that was used up asks for a new one', async () => {
      await page.goto(`${broker.url}/console#sign-in=${'x'.repeat(43)}`)
      await page.getByText('Ask for a new link').waitFor()
      expect(await page.getByRole('textbox').count()).toBe(0)
      expect(await violations(page)).toEqual([])
      await button('I have a password').click()
      await page.getByRole('textbox', { name: 'Password' }).waitFor()
    })

    test('an empty list', async () => {
      await page.goto(await broker.signInLink())
      await page.getByText('No sessions yet').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('a new session with its PIN', async () => {
      await button('New Session').click()
      await button('Create PIN Code').click()
      const pin = await page.getByRole('status', { name: 'PIN code' }).textContent()
      expect(await violations(page)).toEqual([])
      applet = new TestApplet({ url: broker.url, pin: pin ?? '' })
    })

    test('a list with somebody waiting', async () => {
      await button('Start').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test.each([
      ['half', 30],
      ['four fifths', 48],
    ])('a row that has waited for %s of its time', async (_part, minutes) => {
      aheadMs = minutes * 60_000
      await page.getByText(new RegExp(`^${59 - minutes}:\\d\\d left$`)).waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('the digits, also when they are wrong', async () => {
      await button('Start').click()
      const box = page.getByRole('textbox', { name: 'Verification code' })
      await box.waitFor()
      expect(await violations(page)).toEqual([])
      await expect.poll(() => applet.customer.code).toBeDefined()
      await box.fill(applet.customer.code === '123456' ? '654321' : '123456')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('2 tries left').waitFor()
      expect(await violations(page)).toEqual([])
      await box.fill(applet.customer.code ?? '')
      await button('Verify').click()
    })

    test('a session without a picture, and while the customer is asked', async () => {
      await page.getByText('is connected').waitFor()
      expect(await violations(page)).toEqual([])
      await button('View Screen').click()
      await page.getByText('Waiting for the customer to answer …').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('a picture, viewed and controlled', async () => {
      ;(await applet.customer.nextPrompt()).answer('yes')
      await page.locator('canvas[data-seq]').waitFor()
      expect(await violations(page)).toEqual([])
      await button('Remote Control').click()
      ;(await applet.customer.nextPrompt()).answer('yes')
      await page.getByText('You control mouse and keyboard').waitFor()
      await page.getByTestId('screen').click()
      expect(await violations(page)).toEqual([])
    })

    test('a session in a window of 320 pixels', async () => {
      const size = page.viewportSize()
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await fits(page)).toBe(true)
      await page.setViewportSize(size ?? { width: 1400, height: 900 })
      await page.getByTestId('screen').click()
    })

    test('Tab belongs to the customer’s computer until Ctrl + Alt + Shift', async () => {
      const keys = page.getByRole('textbox', { name: 'Keyboard of the customer' })
      await page.keyboard.press('Tab')
      expect(await keys.evaluate((box) => box === document.activeElement)).toBe(true)
      await page.keyboard.press('Control+Alt+Shift')
      await expect.poll(() => keys.evaluate((box) => box === document.activeElement)).toBe(false)
      await expect.poll(() => applet.input.map(({ code }) => code)).toContain('Tab')
      expect(applet.input.map(({ code }) => code)).not.toContain('ShiftLeft')
    })

    test('the permission taken back', async () => {
      applet.customer.pressLargeX()
      await page.getByText('The customer took the permission back').waitFor()
      await expect.poll(() => page.getByTestId('screen').getAttribute('data-seq')).toBeNull()
      await page.getByText('Nothing is shared now').waitFor()
      await button('Ask again for control').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('the log says everything once, to the technician', async () => {
      const log = page.getByRole('region', { name: 'Session Log' })
      await log.getByText('The customer took it back').waitFor()
      const text = (await log.textContent()) ?? ''
      expect(text.match(/Customer connected|Session started|Connect(ed|ing)/g)).toHaveLength(2)
      expect(text).not.toContain('your screen')
    })

    test('the log can be made wider by keyboard and pointer, and stays so', async () => {
      const edge = page.getByRole('separator', { name: 'Width of the session log' })
      const width = async () => Number(await edge.getAttribute('aria-valuenow'))
      const before = await width()
      await edge.press('ArrowLeft')
      await expect.poll(width).toBe(before + 16)
      const { x, y } = (await edge.boundingBox()) ?? { x: 0, y: 0 }
      await page.mouse.move(x + 4, y + 100)
      await page.mouse.down()
      await page.mouse.move(x - 96, y + 120, { steps: 4 })
      await page.mouse.up()
      await expect.poll(width).toBeGreaterThan(before + 100)
      expect(await violations(page)).toEqual([])
      const dragged = await width()
      await page.reload()
      await expect.poll(width).toBe(dragged)
    })

    test('the list of shortcuts', async () => {
      // The page that was loaded anew asks for digits, and keys go to that box.
      const box = page.getByRole('textbox', { name: 'Verification code' })
      await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true)
      await box.evaluate((element: HTMLElement) => element.blur())
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('single-key shortcuts can be switched off', async () => {
      const single = page.getByRole('checkbox', { name: 'Single-key shortcuts' })
      await single.uncheck()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.keyboard.press('?')
      expect(await page.getByRole('dialog').count()).toBe(0)
      await button('Keyboard shortcuts').click()
      await single.check()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Escape')
    })

    test('a window of 1024 pixels at 200 % zoom', async () => {
      await page.setViewportSize({ width: 512, height: 384 })
      expect(await fits(page)).toBe(true)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize({ width: 1400, height: 900 })
    })

    test('the end', async () => {
      await button('End Session').click()
      await page.getByText('The session is over').waitFor()
      expect(await violations(page)).toEqual([])
    })
  })
})
