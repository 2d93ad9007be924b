import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { manyBytes } from '../support/file-talk.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { fits, violations } from '../support/violations.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')
const LARGE = manyBytes(20_000_000)

describe.skipIf(!needs('chromium')).each(['light', 'dark'] as const)('files, %s', (colorScheme) => {
  const resources = new AsyncDisposableStack()
  let browser: BrowserContext
  let page: Page
  let broker: TestBroker
  let applet: TestApplet
  /** A folder of the customer's, and one of the technician's. */
  let folder: string
  let source: string

  beforeAll(async () => {
    broker = resources.use(await TestBroker.start({}, { pagesDir }))
    browser = resources.use(await startChromium({ colorScheme }))
    page = await browser.newPage()
    await page.goto(await broker.signInLink('Tess'))
    await button('New Session').click()
    await button('Create PIN Code').click()
    const pin = await page.getByRole('status', { name: 'PIN code' }).textContent()
    applet = resources.use(new TestApplet({ url: broker.url, pin: pin ?? '' }))
    await button('Start').click()
    await until(() => applet.customer.code !== undefined, 'the digits')
    folder = mkdtempSync(join(tmpdir(), 'customer-'))
    source = join(folder, 'source')
    mkdirSync(source)
  })
  afterAll(() => resources.disposeAsync())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const panel = () => page.getByRole('region', { name: 'Files' })
  const row = (name: string) => panel().getByRole('listitem').filter({ hasText: name })
  const views = () => applet.customer.files
  const answer = async (said: 'yes' | 'no') => {
    const prompt = await applet.customer.nextPrompt()
    prompt.answer(said)
    return prompt.permission
  }
  const place = (file = '') => applet.customer.does('filePlaced', { file, folder })
  /** Where the technician's own files lie. */
  const own = (name: string, content: Uint8Array | string) => {
    const path = join(source, name)
    writeFileSync(path, content)
    return path
  }
  const choose = async (...paths: string[]) => {
    const chooser = page.waitForEvent('filechooser')
    await panel().getByRole('button', { name: 'Send files' }).click()
    await (await chooser).setFiles(paths)
  }

  test('nobody sends or asks before the digits were right', async () => {
    expect(await panel().getByRole('button', { name: 'Send files' }).isDisabled()).toBe(true)
    expect(await panel().getByRole('button', { name: 'Ask for a file' }).isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.customer.code ?? '')
    await button('Verify').click()
    await until(() => panel().getByRole('button', { name: 'Send files' }).isEnabled(), 'the buttons')
  })

  test('what the technician chooses waits for the Yes, then for a place, and arrives', async () => {
    await choose(own('report.pdf', LARGE))
    await row('report.pdf').getByText("Waits for the customer's Yes").waitFor()
    expect(await violations(page)).toEqual([])
    expect(await answer('yes')).toBe('files.send')
    await row('report.pdf').getByText('Waits for the customer to choose where it goes').waitFor()
    await until(() => views().length === 1, 'the offer')
    place(views()[0]?.id)
    await row('report.pdf').getByText("Saved on the customer's computer, checked").waitFor()
    expect(readFileSync(join(folder, 'report.pdf')).equals(LARGE)).toBe(true)
    expect(await violations(page)).toEqual([])
  })

  test('what the technician drops is sent, too, and can be stopped', async () => {
    const dropped = await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(bytes)], 'dropped.bin'))
      return transfer
    }, 8_000_000)
    await panel().dispatchEvent('dragover', { dataTransfer: dropped })
    await panel().getByText('Let go to send').waitFor()
    expect(await violations(page)).toEqual([])
    await panel().dispatchEvent('drop', { dataTransfer: dropped })
    await row('dropped.bin').getByText('Waits for the customer to choose').waitFor()
    await button('Cancel dropped.bin').click()
    await row('dropped.bin').getByText('You stopped it.').waitFor()
    await until(() => views().at(-1)?.state === 'failed', 'the customer being told')
    await button('Remove dropped.bin from the list').click()
    await row('dropped.bin').waitFor({ state: 'detached' })
  })

  test('a file that the customer does not want says so', async () => {
    await choose(own('unwanted.txt', 'x'))
    await until(() => views().at(-1)?.name === 'unwanted.txt', 'the offer')
    applet.customer.does('fileRefused', views().at(-1)?.id ?? '')
    await row('unwanted.txt').getByText('The customer did not want it.').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('a file that is asked for is chosen by the customer, comes, and is saved under its name', async () => {
    await panel().getByRole('button', { name: 'Ask for a file' }).click()
    await panel().getByText('The customer is asked for a file …').waitFor()
    expect(await answer('yes')).toBe('files.receive')
    await until(() => applet.customer.shown.fileWanted === true, 'the wish')
    applet.customer.does('fileChosen', own('Zoë’s photo 漢.jpg', LARGE))
    await row('Zoë’s photo 漢.jpg').getByText('Here and checked').waitFor()
    const download = page.waitForEvent('download')
    await button('Save Zoë’s photo 漢.jpg').click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('Zoë’s photo 漢.jpg')
    expect(readFileSync(await saved.path()).equals(LARGE)).toBe(true)
    expect(await violations(page)).toEqual([])
  })

  test('a name that deceives is shown as text and not used', async () => {
    const name = 'gnp.\u202eexe<img src=x onerror=alert(1)>'
    applet.customer.does('fileChosen', own(name, 'MZ'))
    const shown = panel().getByRole('listitem').filter({ hasText: 'onerror' })
    await shown.getByText('Here and checked').waitFor()
    expect(await shown.locator('img').count()).toBe(0)
    const download = page.waitForEvent('download')
    await shown.getByRole('button', { name: /^Save/ }).click()
    expect((await download).suggestedFilename()).toBe('file')
  })

  test('a file goes on where it was after the line was cut', async () => {
    const { id } = await offered('later.bin')
    place(id)
    await until(() => (views().at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    await broker.restart()
    await row('later.bin').getByText("Saved on the customer's computer, checked").waitFor({ timeout: 60_000 })
    expect(readFileSync(join(folder, 'later.bin')).equals(LARGE)).toBe(true)
    const told = applet.events.filter(({ event, name }) => event === 'file' && name === 'later.bin')
    expect(told.map(({ state }) => state)).toContain('interrupted')
  })

  test('all of it can be reached by keyboard', async () => {
    const send = panel().getByRole('button', { name: 'Send files' })
    let choosers = 0
    page.on('filechooser', () => {
      choosers += 1
    })
    // After the cut of the test before, a button may still be taken away and come back.
    await until(async () => {
      await send.focus()
      await page.keyboard.press('Enter')
      return choosers > 0
    }, 'what chooses files')
    await send.focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ask for a file')
    expect(await fits(page)).toBe(true)
  })

  test('taken back, nothing more is sent, and the technician reads why', async () => {
    await offered('late.bin')
    applet.customer.pressLargeX()
    await row('late.bin').getByText('The customer does not allow files.').waitFor()
    await choose(own('later still.bin', 'x'))
    await row('later still.bin').getByText("Waits for the customer's Yes").waitFor()
    expect(await answer('no')).toBe('files.send')
    await row('later still.bin').getByText('The customer does not allow files.').waitFor()
  })

  test('what came can be saved when the session is over', async () => {
    await button('End Session').click()
    await page.getByText('The session is over').waitFor()
    const download = page.waitForEvent('download')
    await button('Save Zoë’s photo 漢.jpg').click()
    expect(readFileSync(await (await download).path()).equals(LARGE)).toBe(true)
  })

  async function offered(name: string) {
    const before = views().length
    await choose(own(name, LARGE))
    await until(() => views().length > before, 'the offer')
    return views().at(-1) ?? { id: '' }
  }
})
