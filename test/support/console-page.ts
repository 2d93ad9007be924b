import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { BrokerOptions } from '../../src/broker/options.ts'
import { startChromium } from './chromium.ts'
import { TestBroker } from './test-broker.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

interface ConsolePage extends AsyncDisposable {
  readonly broker: TestBroker
  readonly page: Page
  /** Of the session that stands in the list. */
  readonly pin: string
}

/** A technician's page in a real Chromium with a session that was just created. */
export async function openConsolePage(changes: Partial<BrokerOptions> = {}): Promise<ConsolePage> {
  const closing = new AsyncDisposableStack()
  const broker = closing.use(await TestBroker.start({}, { pagesDir, ...changes }))
  const browser = closing.use(await startChromium())
  const page = await browser.newPage()
  await page.goto(await broker.signInLink())
  await page.getByRole('button', { name: 'New Session', exact: true }).click()
  await page.getByRole('button', { name: 'Create PIN Code', exact: true }).click()
  const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
  return { broker, page, pin, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}
