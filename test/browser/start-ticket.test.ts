import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')
const there = test.skipIf(!needs('chromium'))

/** A technician's page with a customer who waits. */
async function openConsole() {
  const closing = new AsyncDisposableStack()
  const broker = closing.use(await TestBroker.start({}, { pagesDir }))
  const browser = closing.use(await startChromium())
  const page = await browser.newPage()
  await page.goto(await broker.signInLink())
  await button(page, 'New Session').click()
  await button(page, 'Create PIN Code').click()
  const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
  const applet = await broker.applet(pin)
  return { applet, page, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

there('the ticket for the conversation is asked for while Start is on its way, and opens one socket', async () => {
  await using opened = await openConsole()
  const { applet, page } = opened
  const asked = page.waitForRequest((request) => request.postDataJSON()?.purpose === 'screen')
  const tickets: string[] = []
  page.on('request', (request) => request.postDataJSON()?.purpose === 'screen' && tickets.push(request.url()))
  await page.route('**/start', async (route) => {
    await asked
    await route.continue()
  })
  await button(page, 'Start').click()
  await applet.hears('stream-opened')
  expect(tickets).toHaveLength(1)
})

there('a ticket that was not given is asked for again', async () => {
  await using opened = await openConsole()
  const { applet, page } = opened
  const isForScreen = (data: string | null) => data?.includes('screen') === true
  let refused = 0
  await page.route('**/api/tickets', async (route) => {
    const refuses = isForScreen(route.request().postData()) && refused === 0
    if (!refuses) return route.continue()
    refused += 1
    await route.fulfill({ status: 503, json: { code: 'busy', message: 'Later.' } })
  })
  await button(page, 'Start').click()
  await applet.hears('stream-opened')
  expect(refused).toBe(1)
})
