import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openConsolePage } from '../support/console-page.ts'
import { needs } from '../support/needs.ts'

const there = test.skipIf(!needs('chromium'))

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

there('the ticket for the conversation is asked for while Start is on its way, and opens one socket', async () => {
  await using opened = await openConsolePage()
  const { broker, page, pin } = opened
  const applet = await broker.applet(pin)
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
  await using opened = await openConsolePage()
  const { broker, page, pin } = opened
  const applet = await broker.applet(pin)
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
