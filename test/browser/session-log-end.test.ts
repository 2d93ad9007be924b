import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Presses Hold and Start by turns, each press a line in the log, until there are so many. */
function presser(page: Page) {
  const lines = page.getByRole('region', { name: 'Session Log' }).getByRole('listitem')
  let isHeld = false
  return async (count: number) => {
    for (let before = await lines.count(); before < count; before = await lines.count()) {
      await button(page, isHeld ? 'Start' : 'Hold').click()
      isHeld = !isHeld
      await expect.poll(() => lines.count()).toBeGreaterThan(before)
    }
  }
}

test.skipIf(!needs('chromium'))('the newest line of the log is in view, unless somebody reads further up', async () => {
  await using broker = await TestBroker.start({}, { pagesDir })
  await using browser = await startChromium()
  const page = await browser.newPage()
  await page.setViewportSize({ width: 1280, height: 400 })
  await page.goto(await broker.signInLink())
  await button(page, 'New Session').click()
  await button(page, 'Create PIN Code').click()
  const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
  const applet = await broker.applet(pin)
  await button(page, 'Start').click()
  await applet.hears('stream-opened')

  const list = page.getByRole('region', { name: 'Session Log' }).getByRole('list')
  const below = () => list.evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop)
  const untilLines = presser(page)
  await untilLines(12)
  expect(await list.evaluate((e) => e.scrollHeight > e.clientHeight + 80)).toBe(true)
  await expect.poll(below).toBeLessThan(1)

  await list.evaluate((e) => e.scrollTo({ top: 0 }))
  // The page has heard of it when it is drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await untilLines(14)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  expect(await list.evaluate((e) => e.scrollTop)).toBe(0)
})
