import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/protocol/limits.ts'
import { startChromium } from '../support/chromium.ts'
import { AppletProcess } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { violations } from '../support/violations.ts'
import { copyOn, pasteOn } from '../support/x-clipboard.ts'
import { startXvfb } from '../support/xvfb.ts'

const TEXT = 'é ß 漢 😀 עברית\n\tline two'

/** Both clipboards are real: that of an X server, and that of the technician's browser. */
describe.skipIf(!needs('Xvfb', 'xclip', 'chromium')).each(['light', 'dark'] as const)(
  'the clipboard, %s',
  (colorScheme) => {
    const resources = new AsyncDisposableStack()
    let display: string
    let browser: BrowserContext
    let page: Page
    let applet: AppletProcess

    beforeAll(async () => {
      display = resources.use(await startXvfb({ width: 640, height: 480 })).display
      const pagesDir = join(import.meta.dirname, '../../dist/pages')
      const broker = resources.use(await TestBroker.start({}, { pagesDir }))
      browser = resources.use(await startChromium({ colorScheme }))
      await browser.grantPermissions(['clipboard-read', 'clipboard-write'])
      page = await browser.newPage()
      await page.goto(await broker.signInLink('Tess'))
      await browserAccess('granted')
      await button('New Session').click()
      await button('Create PIN Code').click()
      const pin = await page.getByRole('status', { name: 'PIN code' }).textContent()
      applet = resources.use(new AppletProcess(['--broker', broker.url, pin ?? ''], { DISPLAY: display }))
      await button('Start').click()
      await until(() => applet.code !== undefined, 'the digits')
      await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.code ?? '')
    })
    afterAll(() => resources.disposeAsync())

    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const strip = () => page.getByRole('group', { name: 'Clipboard' })
    const log = () => page.getByRole('region', { name: 'Session Log' })
    const ours = () => page.evaluate(() => navigator.clipboard.readText())
    const setOurs = (text: string) => page.evaluate((value) => navigator.clipboard.writeText(value), text)

    /** What the technician answered when their browser asked about its clipboard. */
    async function browserAccess(setting: 'granted' | 'denied'): Promise<void> {
      const { origin } = new URL(page.url())
      await browser.clearPermissions()
      // What is not in the list is refused.
      const permissions = setting === 'granted' ? ['clipboard-read', 'clipboard-write'] : ['geolocation']
      await browser.grantPermissions(permissions, { origin })
    }

    test('nothing is shared before the customer was asked and said Yes, and nobody can ask before the digits', async () => {
      expect(await button('Clipboard').isDisabled()).toBe(true)
      await button('Verify').click()
      await copyOn(display, 'before the Yes')
      await setOurs('mine')
      await button('Clipboard').click()
      await page.getByText('They are asked whether you may read and change their clipboard.').waitFor()
      await until(() => applet.all('prompt').length === 1, 'the prompt')
      expect(applet.all('prompt')[0]?.text).toContain('wants to share copied text between both computers.')
      expect(await strip().count()).toBe(0)
      applet.type('yes')
      await strip().getByText('Text that the customer copies comes here.').waitFor()
      // Opening a clipboard takes its time; what is copied before is not shared.
      await log().getByText('copied text goes both ways').waitFor()
      expect(await ours()).toBe('mine')
    })

    test('what the customer copies is in the technician’s clipboard', async () => {
      await copyOn(display, TEXT)
      await until(async () => (await ours()) === TEXT, 'the text')
      await strip().getByText(`In your clipboard: ${TEXT.length} characters`).waitFor()
      expect(await violations(page)).toEqual([])
    })

    test('what the technician sends a program of the customer pastes, and it does not come back', async () => {
      const sent = `${TEXT} – back`
      await setOurs(sent)
      await button('Send my clipboard').click()
      await strip().getByText(`Sent: ${sent.length} characters`).waitFor()
      await until(async () => (await pasteOn(display)) === sent, 'the text')
      await log().getByText('Your text is in the customer').waitFor()
      expect(await strip().getByText('Sent:').isVisible()).toBe(true)
    })

    test('nothing is sent of what is empty or too long, and the technician reads why', async () => {
      await setOurs('x'.repeat(LIMITS.clipboardText + 1))
      await button('Send my clipboard').click()
      await strip().getByText('Not sent: your clipboard has 128,001 characters').waitFor()
      await setOurs('')
      await button('Send my clipboard').click()
      await strip().getByText('There is no text in your clipboard.').waitFor()
    })

    test('where the browser refuses, pasting into a box sends, and a button keeps what came', async () => {
      await setOurs('by hand')
      await browserAccess('denied')
      await button('Send my clipboard').click()
      const box = strip().getByRole('textbox', { name: 'Paste here to send' })
      await box.waitFor()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Control+V')
      await until(async () => (await pasteOn(display)) === 'by hand', 'the text')
      await copyOn(display, 'kept for a press')
      await strip().getByText('The customer copied 16 characters').waitFor()
      expect(await violations(page)).toEqual([])
      await browserAccess('granted')
      await strip().getByRole('button', { name: 'Copy' }).click()
      await until(async () => (await ours()) === 'kept for a press', 'the text')
    })

    test('after the customer took it back nothing passes any more', async () => {
      applet.type('x')
      await page.getByText('The customer took the permission back').waitFor()
      await strip().waitFor({ state: 'detached' })
      await copyOn(display, 'after the X')
      await button('Ask again for the clipboard').click()
      await until(() => applet.all('prompt').length === 2, 'the prompt')
      applet.type('yes')
      await strip().getByText('Text that the customer copies comes here.').waitFor()
      // Again: the clipboard is open when this is told.
      await log().getByText('copied text goes both ways').nth(1).waitFor()
      expect(await ours()).toBe('kept for a press')
    })
  },
)
