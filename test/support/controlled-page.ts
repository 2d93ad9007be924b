import { join } from 'node:path'
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { TestApplet } from './test-applet.ts'
import { TestBroker } from './test-broker.ts'
import { until } from './until.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')

interface Options extends Pick<BrowserContextOptions, 'colorScheme'> {
  /** What the browser calls its computer, such as `MacIntel`. */
  readonly platform?: string
  /** Before the console is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

/** A technician's page in a real Chromium, in control of an applet that records its input. */
export class ControlledPage implements AsyncDisposable {
  readonly page: Page
  readonly devtools: CDPSession
  readonly applet: TestApplet
  readonly #resources: AsyncDisposableStack

  private constructor(resources: AsyncDisposableStack, page: Page, devtools: CDPSession, applet: TestApplet) {
    this.#resources = resources
    this.page = page
    this.devtools = devtools
    this.applet = applet
  }

  static async open({ platform, prepare, ...options }: Options = {}): Promise<ControlledPage> {
    const resources = new AsyncDisposableStack()
    const broker = resources.use(await TestBroker.start({}, { pagesDir }))
    const browser = resources.use(await startChromium(options))
    const page = await browser.newPage()
    const devtools = await browser.newCDPSession(page)
    if (platform) await devtools.send('Emulation.setUserAgentOverride', { userAgent: 'test', platform })
    await prepare?.(page)
    await page.goto(await broker.signInLink())
    await page.getByRole('button', { name: 'New Session' }).click()
    await page.getByRole('button', { name: 'Create PIN Code' }).click()
    const pin = await page.getByRole('status', { name: 'PIN code' }).textContent()
    const applet = resources.use(new TestApplet({ url: broker.url, pin: pin ?? '' }))
    await page.getByRole('button', { name: 'Start' }).click()
    await until(() => applet.customer.code !== undefined, 'the digits')
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.customer.code ?? '')
    await page.getByRole('button', { name: 'Verify' }).click()
    const opened = new ControlledPage(resources, page, devtools, applet)
    await opened.takeControl()
    return opened
  }

  async takeControl(): Promise<void> {
    await this.page.getByRole('button', { name: 'Remote Control' }).click()
    ;(await this.applet.customer.nextPrompt()).answer('yes')
    await this.page.locator('canvas[data-seq]').waitFor()
    await this.page.getByTestId('screen').click()
  }

  get keyBox() {
    return this.page.getByRole('textbox', { name: 'Keyboard of the customer' })
  }

  /** Everything that was typed before has arrived: it keeps its order. */
  async settled(): Promise<void> {
    const { applet } = this
    const was = applet.input.length
    await this.devtools.send('Input.insertText', { text: '§' })
    await until(() => applet.input.slice(was).some(({ text }) => text === '§'), 'the mark')
    applet.input.splice(
      applet.input.findLastIndex(({ text }) => text === '§'),
      1,
    )
  }

  /** Keys since the first `from` acts, such as `+ControlLeft -ControlLeft`. */
  keysSince(from: number): string {
    const acts = this.applet.input.slice(from).filter(({ type }) => type === 'key-pressed' || type === 'key-released')
    return acts.map(({ type, code }) => `${type === 'key-pressed' ? '+' : '-'}${code}`).join(' ')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync()
  }
}
