import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { CustomerBrowser } from '../support/customer-browser.ts'
import { AppletProcess, fromSource, JsonProcess } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { violations } from '../support/violations.ts'
import { startXvfb } from '../support/xvfb.ts'

/** Everything real: the window that the program opens by itself, on an X display, and a technician's page. */
describe.skipIf(!needs('Xvfb', 'chromium'))('a customer’s whole way', () => {
  const resources = new AsyncDisposableStack()
  let customer: CustomerBrowser
  let applet: AppletProcess
  let window: Page
  let technician: Page

  beforeAll(async () => {
    const xvfb = resources.use(await startXvfb({ width: 1280, height: 800 }))
    const pagesDir = join(import.meta.dirname, '../../dist/pages')
    const broker = resources.use(await TestBroker.start({}, { pagesDir, company: 'Contoso' }))
    const browser = resources.use(await startChromium())
    technician = await browser.newPage()
    await technician.goto(await broker.signInLink('Tess'))
    await technician.getByRole('button', { name: 'New Session' }).click()
    await technician.getByRole('button', { name: 'Create PIN Code' }).click()
    const pin = await technician.getByRole('status', { name: 'PIN code' }).textContent()
    await technician.keyboard.press('Escape')
    customer = resources.use(new CustomerBrowser())
    const args = ['--ui', 'browser', '--broker', broker.url, String(pin).trim()]
    applet = resources.use(new AppletProcess(args, customer.environment(xvfb.display)))
    window = await customer.window()
  })
  afterAll(() => resources.disposeAsync())

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const press = (name: string) => button(window, name).click()
  /** For what is tried again. */
  const tryToPress = (name: string) => button(window, name).click({ timeout: 5000 })
  const asks = (name: string) => button(technician, name).click()
  const question = (words: RegExp) => window.getByRole('alertdialog', { name: words })
  // The large X is named after what it does, whatever stands on it.
  const isFine = async () =>
    expect((await violations(window)).filter((each) => each !== 'label-content-name-mismatch: .stop')).toEqual([])
  const band = (words: string) => window.getByText(words, { exact: true }).first().waitFor()
  const topmost = () => window.evaluate<number>('document.body.scrollTop')
  /** Its half second is over, and it is answered. */
  const answer = async (words: RegExp, said: 'Yes' | 'No') => {
    await question(words).and(window.locator('.armed')).waitFor()
    await question(words).getByRole('button', { name: said, exact: true }).click()
    await question(words).waitFor({ state: 'detached' })
  }
  /** Right after the technician's own input nothing counts, and the customer is asked to do it again. */
  const untilItCounts = (does: () => Promise<void>, effect: Locator) =>
    until(
      async () => {
        await does().catch(() => {})
        return effect
          .first()
          .waitFor({ timeout: 4000 })
          .then(
            () => true,
            () => false,
          )
      },
      'it to count',
      90_000,
    )
  const file = (name: string) => {
    mkdirSync(join(customer.root, 'own'), { recursive: true })
    writeFileSync(join(customer.root, 'own', name), name.repeat(10_000))
    return join(customer.root, 'own', name)
  }

  test('[SCAM-1] first comes the warning; nothing was sent to anybody before it is answered', async () => {
    await window.getByRole('heading', { name: 'Did you call them?' }).waitFor()
    await isFine()
    expect(applet.all('status')).toEqual([])
    await press('Yes, I called them')
    await window.getByRole('heading', { name: 'You are connected to Contoso' }).waitFor()
    await isFine()
  })

  test('[E2E-1] the digits of the window are what the technician has to type in', async () => {
    await asks('Start')
    await window.getByText('Read these digits to your technician:').waitFor()
    await until(() => applet.code !== undefined, 'the digits')
    await technician.getByRole('textbox', { name: 'Verification code' }).fill(applet.code ?? '')
    await asks('Verify')
    await window.getByText('Verified', { exact: true }).waitFor()
    await band('Nobody can see your screen')
    await isFine()
  })

  test('a Yes shows the screen, and another one gives control', async () => {
    await asks('View Screen')
    await question(/Tess of Contoso wants to see your screen/).waitFor()
    await isFine()
    await answer(/see your screen/, 'Yes')
    await band('Tess can see your screen')
    await technician.locator('[data-testid=screen][data-seq]').waitFor()
    await asks('Remote Control')
    await answer(/use your mouse and keyboard/, 'Yes')
    await band('Tess can see your screen and use your mouse and keyboard')
    await isFine()
  })

  test('[CHAT-1] they write to each other, and an address opens only after a question', async () => {
    const said = window.getByRole('log', { name: 'Chat' }).getByText('My printer does not print.')
    await window.getByRole('textbox', { name: 'Message' }).fill('My printer does not print.')
    await untilItCounts(() => tryToPress('Send'), said)
    await technician.getByText('My printer does not print.').first().waitFor()
    const chat = technician.getByRole('region', { name: 'Chat' })
    await chat.getByRole('textbox', { name: 'Message' }).fill('Please look: https://printer.example/help')
    await chat.getByRole('button', { name: 'Send' }).click()
    const address = window.getByText('https://printer.example/help')
    await address.waitFor()
    await untilItCounts(() => address.click({ timeout: 5000 }), question(/Open this address/))
    await answer(/Open this address/, 'No')
  })

  test('files go both ways, one of them where the customer says', async () => {
    const choose = async () => {
      const [chooser] = await Promise.all([
        window.waitForEvent('filechooser', { timeout: 5000 }),
        tryToPress('Send file'),
      ])
      await chooser.setFiles(file('bill.pdf'))
    }
    await untilItCounts(choose, window.getByText('Done. Your technician has it.'))
    const files = technician.getByRole('region', { name: 'Files' })
    await files.getByText('bill.pdf').first().waitFor()
    const own = technician.waitForEvent('filechooser')
    await files.getByRole('button', { name: 'Send files' }).click()
    await (await own).setFiles(file('driver.zip'))
    await answer(/send you files/, 'Yes')
    await button(window, 'Downloads').waitFor()
    await expect.poll(topmost).toBe(0)
    await untilItCounts(() => tryToPress('Downloads'), window.getByText('Saved: '))
    const saved = readFileSync(join(customer.home, 'Downloads', 'driver.zip'))
    expect(saved.equals(readFileSync(file('driver.zip')))).toBe(true)
    await isFine()
  })

  test('[GATE-3] the large X takes everything back; asked again, No is No', async () => {
    await press('Revoke all permissions')
    await band('Nobody can see your screen')
    await technician.getByText('The customer took the permission back').waitFor()
    await asks('View Screen')
    await answer(/see your screen/, 'No')
    await technician.getByText('The customer said No', { exact: true }).waitFor()
    await band('Nobody can see your screen')
  })

  test('[LOG-2] the log is read from its end, kept, and what was kept is whole', async () => {
    await window.getByText('Session log', { exact: true }).click()
    const lines = window.getByRole('region', { name: 'What happened' })
    await expect.poll(() => isInView(lines.getByText('Refused: see your screen'))).toBe(true)
    await press('Save as proof')
    await expect.poll(() => isInView(button(window, 'Other folder …'))).toBe(true)
    await isFine()
    await untilItCounts(() => tryToPress('Documents'), window.getByText(/^Saved: .*jsonl$/))
    await expect.poll(() => isInView(window.getByText(/^Saved: .*jsonl$/))).toBe(true)
    const [name = ''] = readdirSync(join(customer.home, 'Documents'))
    const path = join(customer.home, 'Documents', name)
    const verify = [...fromSource('bin/applet.js'), 'verify-log']
    await using verifier = new JsonProcess(verify, [path])
    expect(await verifier.exit).toEqual({ status: 0, signal: null })
  })

  test('there is one scroll bar, however much there is to read', async () => {
    expect(await window.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0)
    expect(await window.evaluate('document.body.scrollHeight > innerHeight')).toBe(true)
  })

  test('[DEL-1] the small X ends it; the window says so at its top, and what it left is what was saved', async () => {
    await press('End session')
    await window.getByRole('heading', { name: 'The session has ended' }).waitFor()
    await window.getByText('You ended the session.').first().waitFor()
    await expect.poll(topmost).toBe(0)
    await isFine()
    await window.getByRole('main').getByRole('button', { name: 'Close this window' }).click()
    expect(await applet.exit).toEqual({ status: 0, signal: null })
    expect(readdirSync(customer.temporary)).toEqual([])
    expect(readdirSync(customer.home).filter((name) => !name.startsWith('.cache'))).toEqual(['Documents', 'Downloads'])
    expect(readdirSync(join(customer.home, 'Downloads'))).toEqual(['driver.zip'])
    expect(applet.errors).toBe('')
  })
})

/** Drawn within the window, and not behind anything. */
function isInView(what: ReturnType<Page['getByText']>): Promise<boolean> {
  return what.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const there = document.elementFromPoint(x + width / 2, y + height / 2)
    return there !== null && (element.contains(there) || there.contains(element))
  })
}
