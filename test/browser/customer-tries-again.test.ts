import { expect, test } from 'vitest'
import { CustomerBrowser } from '../support/customer-browser.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { AppletProcess } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { violations } from '../support/violations.ts'
import { startXvfb } from '../support/xvfb.ts'

test.skipIf(!needs('Xvfb', 'chromium'))(
  'a customer whose network is down tries again in the same window, by keyboard too',
  async () => {
    await using parts = new AsyncDisposableStack()
    const xvfb = parts.use(await startXvfb({ width: 1280, height: 800 }))
    const broker = parts.use(await TestBroker.start({}, { company: 'Contoso' }))
    const line = parts.use(await FaultProxy.to(broker.url))
    line.refuses = true
    const { pin } = await (await broker.technician()).newSession()
    const customer = parts.use(new CustomerBrowser())
    const args = ['--ui', 'browser', '--broker', line.url, pin]
    const applet = parts.use(new AppletProcess(args, customer.environment(xvfb.display)))
    const window = await customer.window()
    window.setDefaultTimeout(30_000)
    const button = (name: string) => window.getByRole('button', { name, exact: true })
    await button('Yes, I called them').click()

    await window.getByText('The support server cannot be reached.').first().waitFor()
    expect(await window.locator('body').textContent()).not.toMatch(/ECONN|socket|127\.0\.0\.1/)
    expect(await violations(window)).toEqual([])
    await button('Try again').click()
    await expect.poll(() => applet.all('ended').length, { timeout: 30_000 }).toBe(2)
    line.refuses = false
    await button('Try again').press('Enter')
    await window.getByRole('heading', { name: 'You are connected to Contoso' }).waitFor()
    expect(applet.errors).toMatch(/cannot reach the broker reason="/)

    await button('End session').click()
    await window.getByRole('heading', { name: 'There was no session' }).waitFor()
    await window.getByRole('main').getByRole('button', { name: 'Close this window' }).click()
    expect(await applet.exit).toEqual({ status: 5, signal: null })
  },
  120_000,
)
