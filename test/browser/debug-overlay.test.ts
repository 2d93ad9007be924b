import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { violations } from '../support/violations.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

test.skipIf(!needs('chromium')).each(['light', 'dark'] as const)(
  'a console opened with ?debug shows what painting costs, any other does not (%s)',
  async (colorScheme) => {
    await using broker = await TestBroker.start({}, { pagesDir })
    await using browser = await startChromium({ colorScheme })
    const page = await browser.newPage()
    const press = (name: string) => page.getByRole('button', { name }).click()
    await page.goto((await broker.signInLink()).replace('/console', '/console?debug'))
    await press('New Session')
    await press('Create PIN Code')
    const pin = await page.getByRole('status', { name: 'PIN code' }).textContent()
    await using applet = new TestApplet({ url: broker.url, pin: pin ?? '' })
    await page.keyboard.press('Escape')
    await press('Start')
    await expect.poll(() => applet.customer.code).toBeDefined()
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.customer.code ?? '')
    await press('Verify')
    await press('View Screen')
    ;(await applet.customer.nextPrompt()).answer('yes')
    const overlay = page.getByTestId('debug')
    await overlay.getByText(/paint \d+\.\d ms, most/).waitFor()
    await expect.poll(() => overlay.textContent()).toMatch(/round trip .*\n.*KB\/s/s)
    expect(await overlay.getAttribute('aria-live')).toBe('off')
    expect(await violations(page)).toEqual([])
    await page.goto(`${broker.url}/console`)
    await page.getByRole('button', { name: 'New Session' }).waitFor()
    expect(await overlay.count()).toBe(0)
  },
)
