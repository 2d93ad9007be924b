import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ControlledPage } from '../support/controlled-page.ts'
import { needs } from '../support/needs.ts'

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
  'a technician hears, sees, acts and writes where %s',
  async (_, prepare, threads) => {
    await using controlled = await ControlledPage.open({ prepare })
    const { page, applet } = controlled
    await controlled.settled()
    await page.getByRole('textbox', { name: 'Message' }).fill('Do you hear me?')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => applet.customer.chat.map(({ text }) => text)).toContain('Do you hear me?')
    expect(page.workers()).toHaveLength(threads)
    await page.getByRole('button', { name: 'End Session', exact: true }).click()
    await applet.ended
  },
)
