import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { violations } from '../support/violations.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

test.skipIf(!needs('chromium'))('[P17] who may not take over reads so, and asks again only by a press', async () => {
  await using broker = await TestBroker.start({}, { pagesDir })
  await using browser = await startChromium()
  const page = await browser.newPage()
  await page.goto(await broker.signInLink())
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('New Session').click()
  await button('Create PIN Code').click()
  const applet = await broker.applet((await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? '')
  await button('Start').click()
  const { stream } = await applet.hears('stream-opened')
  const tickets: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tickets')) tickets.push(request.postData() ?? '')
  })
  applet.say({ type: 'stream-closed', stream, code: 'takeover-refused' })
  await page.getByText('The customer did not want you to take over').waitFor()
  expect(await violations(page)).toEqual([])
  // What makes a page that lost its line try at once.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  applet.forget()
  expect(tickets).toEqual([])

  await button('Ask again to take over').click()
  expect((await applet.hears('stream-opened')).stream).not.toBe(stream)
  // The browser tells of requests another way than the broker does.
  await expect.poll(() => tickets).toHaveLength(1)
})
