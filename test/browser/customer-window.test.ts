import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import { startChromium } from '../support/chromium.ts'
import { CustomerPage } from '../support/customer-page.ts'
import { type CustomerState, chatLines, customerStates, logLines, permissions } from '../support/customer-states.ts'
import { needs } from '../support/needs.ts'

const now = Date.now()
const states = customerStates(now)
const available = needs('chromium')

describe.skipIf(!available)('the customer’s window', () => {
  const resources = new AsyncDisposableStack()
  let program: CustomerPage
  let browser: BrowserContext
  let page: Page

  beforeAll(async () => {
    program = resources.use(await CustomerPage.start(states.connecting))
    browser = resources.use(await startChromium({ viewport: { width: 380, height: 620 } }))
    page = await browser.newPage()
    await page.goto(program.url)
    for (const line of chatLines(now)) program.chat(line)
    for (const line of logLines(now)) program.log(line)
  })
  afterAll(() => resources.disposeAsync())
  beforeEach(() => {
    program.acts.length = 0
    program.files.length = 0
  })

  const show = (state: CustomerState) => program.show({ ...states.connecting, ...states[state] })
  const button = (name: string, exact = false) => page.getByRole('button', { name, exact })
  const heard = (...acts: CustomerAct[]) => expect.poll(() => program.acts).toEqual(acts)

  test('[SCAM-1] the warning comes with the names of nobody but the operator, and ends the session with one press', async () => {
    show('warning')
    await page.getByRole('heading', { name: 'Did you call them?' }).waitFor()
    await page.getByText('Your bank, the police and Microsoft never ask for this.').waitFor()
    expect(await button('End session', true).isVisible()).toBe(true)
    await button('Yes, I called them').click()
    await button("No, I was called by someone I don't know").click()
    await heard({ type: 'warning-answered', called: true }, { type: 'warning-answered', called: false })
  })

  test('the code can be pasted with a gap; too few digits are said beside the box', async () => {
    show('pin')
    const box = page.getByRole('textbox', { name: 'Enter your 6-digit code' })
    await box.fill('12 3')
    await button('Connect').click()
    await page.getByRole('alert').getByText('Enter the 6-digit code from your technician.').waitFor()
    expect(program.acts).toEqual([])
    await box.fill('482-913 ')
    await expect.poll(() => box.inputValue()).toBe('482913')
    await page.keyboard.press('Enter')
    await heard({ type: 'code-entered', code: '482913' })
    await button('Checking …').waitFor()
    show('pin-wrong')
    await page.getByRole('alert').getByText('This code has expired. Ask your technician for a new one.').waitFor()
    await button('Connect').waitFor()
  })

  test('terms can be declined at once, and accepted when their end was in view', async () => {
    show('terms')
    await button('Accept').click({ force: true })
    await button('Decline').click()
    await heard({ type: 'terms-answered', accepted: false })
    await page.getByRole('region', { name: 'Text of the terms' }).press('End')
    await expect.poll(() => button('Accept').getAttribute('aria-disabled')).toBe('false')
    await button('Accept').click()
    await heard({ type: 'terms-answered', accepted: false }, { type: 'terms-answered', accepted: true })
  })

  test.each([
    ['connecting', 'Connect to Contoso Support'],
    ['waiting', 'Your technician starts'],
  ] as const)('%s: which step of the story it is', async (state, step) => {
    show(state)
    await expect
      .poll(() => page.getByRole('list', { name: 'What happens' }).locator('[aria-current=step]').textContent())
      .toContain(step)
  })

  test('the digits stand there in two groups, and one by one for whoever listens', async () => {
    show('code')
    await page.getByRole('heading', { name: 'Read these digits to your technician:' }).waitFor()
    const digits = page.getByRole('region', { name: 'Your code' })
    expect(await digits.textContent()).toContain('482 913')
    await digits.getByRole('status').getByText('4 8 2 9 1 3').waitFor()
    const size = await digits
      .locator('.digits')
      .evaluate((shown) => Number.parseFloat(getComputedStyle(shown).fontSize))
    expect(size).toBeGreaterThanOrEqual(40)
    // Nobody is there to write to before the digits were right.
    expect(await page.getByRole('textbox', { name: 'Message' }).count()).toBe(0)
  })

  test('says who it is, and whether that is proved', async () => {
    show('active')
    await page.getByRole('heading', { level: 1, name: 'Tess of Contoso Support' }).waitFor()
    await page.getByText('Verified', { exact: true }).waitFor()
    show('code-unverified')
    await page.getByText('NOT VERIFIED', { exact: true }).waitFor()
  })

  test('the sign that somebody looks stays for as long as it is so', async () => {
    show('seen')
    const sign = page.getByRole('status', { name: 'Who sees your screen' })
    await sign.getByText('Tess can see your screen', { exact: true }).waitFor()
    await expect.poll(() => page.title()).toBe('Tess can see your screen')
    show('prompt')
    await page.getByRole('alertdialog').waitFor()
    expect(await sign.textContent()).toBe('Tess can see your screen')
    show('control')
    await sign.getByText('Tess can see your screen and use your mouse and keyboard').waitFor()
    program.show({ isSeen: false })
    await sign.getByText('Tess may see your screen, but does not see it right now').waitFor()
    program.show({ permissions: permissions() })
    await sign.getByText('Nobody can see your screen').waitFor()
  })

  test('both X, each in its corner, and what they do', async () => {
    show('control')
    const revoke = button('Revoke all permissions', true)
    const end = button('End session', true)
    await expect.poll(async () => (await revoke.textContent())?.trim()).toBe('Stop sharing')
    const [left, right] = [await revoke.boundingBox(), await end.boundingBox()]
    expect(left?.x).toBeLessThan(20)
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeGreaterThan(360)
    await revoke.click()
    await end.click()
    await heard({ type: 'revoked-all' }, { type: 'ended' })
  })

  test('on a Mac the large X stands at the bottom and the small one at the upper left', async () => {
    const mac = await browser.newPage()
    await mac.addInitScript("Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' })")
    show('control')
    await mac.goto(program.url)
    const revoke = await mac.getByRole('button', { name: 'Revoke all permissions', exact: true }).boundingBox()
    const end = await mac.getByRole('button', { name: 'End session', exact: true }).boundingBox()
    expect((revoke?.y ?? 0) + (revoke?.height ?? 0)).toBeGreaterThan(600)
    expect(end?.x).toBeLessThan(20)
    expect(end?.y).toBeLessThan(20)
    await mac.close()
  })

  test('each permission has a switch: off is at once, on is only asked for', async () => {
    show('control')
    const control = page.getByRole('switch', { name: 'Use mouse and keyboard' })
    await page
      .getByText(/^0[0-4]:\d\d left$/)
      .first()
      .waitFor()
    expect(await control.getAttribute('aria-checked')).toBe('true')
    await control.click()
    const clipboard = page.getByRole('switch', { name: 'Share copied text' })
    await clipboard.press('Space')
    await heard(
      { type: 'permission-switched', permission: 'control', on: false },
      { type: 'permission-switched', permission: 'clipboard', on: true },
    )
    expect(await clipboard.getAttribute('aria-checked')).toBe('false')
  })

  test('what cannot be granted now cannot be switched on', async () => {
    program.show({ permissions: permissions().map((line) => ({ ...line, canGrant: line.permission !== 'view' })) })
    await page.getByRole('switch', { name: 'See your screen', disabled: true }).click({ force: true })
    await page.getByRole('switch', { name: 'Send you files' }).click()
    await heard({ type: 'permission-switched', permission: 'files.send', on: true })
  })

  describe('chat', () => {
    test('says who wrote when, and whether it arrived', async () => {
      show('active')
      const chat = page.getByRole('log', { name: 'Chat' })
      await chat.getByText('Hello, my printer does not print.').waitFor()
      expect(await chat.getByRole('listitem').last().textContent()).toContain('Not delivered yet')
      program.chat({ ...(chatLines(now)[2] as ReturnType<typeof chatLines>[0]), delivered: true })
      await expect.poll(() => chat.getByRole('listitem').last().textContent()).not.toContain('Not delivered yet')
      expect(await chat.getByRole('listitem').count()).toBe(3)
    })

    test('Enter sends, Shift + Enter begins a line', async () => {
      const box = page.getByRole('textbox', { name: 'Message' })
      await box.fill('one')
      await box.press('Shift+Enter')
      await box.pressSequentially('two')
      await box.press('Enter')
      await heard({ type: 'said', text: 'one\ntwo' })
      // Nothing that was written is lost when it does not count.
      expect(await box.inputValue()).toBe('one\ntwo')
      const line = { from: 'customer', name: '', time: now, delivered: false } as const
      program.chat({ ...line, id: 4, text: 'one\ntwo' })
      await expect.poll(() => box.inputValue()).toBe('')
      await box.fill('three')
      await button('Send', true).click()
      await heard({ type: 'said', text: 'one\ntwo' }, { type: 'said', text: 'three' })
    })

    test('an address is pressed, and not opened; what others write is only text', async () => {
      await page.getByRole('link', { name: 'https://contoso.example/printer' }).click()
      await heard({ type: 'link-pressed', url: 'https://contoso.example/printer' })
      expect(page.url()).toBe(`${program.address}/`)
      program.chat({
        id: 9,
        from: 'technician',
        name: '<b>Tess</b>',
        time: now,
        text: '<img src=x onerror=alert(1)> javascript:alert(1) https://user@evil.example/',
        delivered: true,
      })
      const last = page.getByRole('log', { name: 'Chat' }).getByRole('listitem').last()
      await last.getByText('<img src=x').waitFor()
      expect(await last.getByRole('link').count()).toBe(0)
      expect(await last.locator('img').count()).toBe(0)
    })
  })

  describe('files', () => {
    test('a chosen file arrives whole; one that does not is named', async () => {
      show('active')
      const chooser = page.waitForEvent('filechooser')
      await button('Send file').click()
      await (await chooser).setFiles({ name: 'Ünder & Ober.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
      await expect
        .poll(() => program.files)
        .toEqual([{ name: 'Ünder & Ober.txt', bytes: 5, content: Buffer.from('hello') }])
      program.actStatus = 507
      const again = page.waitForEvent('filechooser')
      await button('Send file').click()
      await (await again).setFiles({ name: 'big.iso', mimeType: 'text/plain', buffer: Buffer.from('x') })
      await page.getByText('This could not be sent: big.iso').waitFor()
      program.actStatus = 204
    })

    test('a dropped file is sent, and never opened in the place of the window', async () => {
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['dropped'], 'dropped.txt'))
        for (const type of ['dragover', 'drop']) {
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
        }
      })
      await expect.poll(() => program.files.map(({ name }) => name)).toEqual(['dropped.txt'])
    })

    test('an offered file goes where the customer says, or nowhere', async () => {
      show('file-offered')
      await button('Desktop').click()
      await button('Other folder …').click()
      await page.getByRole('textbox', { name: 'Folder on this computer' }).fill('/home/zoe/My things')
      await button('Save there').click()
      await button('Do not save it').click()
      await heard(
        { type: 'file-placed', file: 'a', folder: '/home/zoe/Desktop' },
        { type: 'file-placed', file: 'a', folder: '/home/zoe/My things' },
        { type: 'file-refused', file: 'a' },
      )
    })

    test('what is under way shows how far it is, and can be cancelled', async () => {
      show('files')
      const bar = page.getByRole('progressbar', { name: 'printer-driver-2.4.pdf' })
      await bar.waitFor()
      expect(await bar.getAttribute('value')).toBe('5100000')
      await page.getByText('It was changed meanwhile.').waitFor()
      await button('Cancel').click()
      await heard({ type: 'file-refused', file: 'a' })
    })

    test('a file that the technician asks for is chosen by the customer', async () => {
      show('file-wanted')
      const chooser = page.waitForEvent('filechooser')
      await button('Choose a file').click()
      await (await chooser).setFiles({ name: 'wanted.txt', mimeType: 'text/plain', buffer: Buffer.from('w') })
      await expect.poll(() => program.files.map(({ name }) => name)).toEqual(['wanted.txt'])
    })
  })

  test('the log is folded, has every line, and is kept as text or as proof', async () => {
    show('active')
    const log = page.getByRole('region', { name: 'Session log' })
    await log.getByText('Session log', { exact: true }).click()
    await log.getByText('Allowed: see your screen').waitFor()
    expect(await log.getByRole('listitem').count()).toBe(3)
    await log.getByRole('button', { name: 'Save as text' }).click()
    await log.getByRole('button', { name: 'Downloads' }).click()
    await log.getByRole('button', { name: 'Save as proof' }).click()
    await log.getByRole('button', { name: 'Documents' }).click()
    await heard(
      { type: 'log-saved', format: 'text', folder: '/home/zoe/Downloads' },
      { type: 'log-saved', format: 'verifiable', folder: '/home/zoe/Documents' },
    )
  })

  test('on hold and cut off: what it means for what was allowed', async () => {
    show('on-hold')
    await page.getByText('Everything that you allowed has ended.').waitFor()
    show('reconnecting')
    await page.getByText('What you allowed holds for another five minutes').waitFor()
    await page.getByRole('switch', { name: 'See your screen', checked: true }).click()
    await heard({ type: 'permission-switched', permission: 'view', on: false })
    program.show({ permissions: permissions() })
    await page.getByText('You do not need to do anything.').waitFor()
  })

  test('a notice and the test mode are said', async () => {
    show('notice')
    await page.getByRole('status').getByText('Nothing was done: your technician was just using the mouse').waitFor()
    await page.getByText('TEST MODE: answers come from a file').waitFor()
  })

  test('the end: how long, how much, what is removed, and the way out', async () => {
    show('ended')
    await page.getByRole('heading', { name: 'The session has ended' }).waitFor()
    for (const said of ['12:34', '48.3 MB', 'the program removes itself from this computer.']) {
      await page.getByText(said).waitFor()
    }
    expect(await button('Revoke all permissions').count()).toBe(0)
    expect(await page.getByRole('region', { name: 'Session log' }).isVisible()).toBe(true)
    await button('Close this window').last().click()
    await heard({ type: 'left' })
  })

  test('where nothing could be reached it can be tried again, and it is said in words of ours alone', async () => {
    show('ended-badly')
    await page.getByText('Its file stays where you saved it').waitFor()
    await page
      .getByText('The support server cannot be reached. Check your internet connection and try again.')
      .waitFor()
    await button('Try again').click()
    await heard({ type: 'tried-again' })
  })

  test('the font size has at least four steps, by button and by key, and is kept', async () => {
    show('active')
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    const group = page.getByRole('group', { name: 'Font size' })
    const sizes = new Set([await size()])
    for (let step = 0; step < 6; step += 1) {
      await group.getByRole('button', { name: 'larger' }).click({ force: true })
      sizes.add(await size())
    }
    expect(sizes.size).toBeGreaterThanOrEqual(4)
    const largest = await size()
    await page.reload()
    await group.waitFor()
    await expect.poll(size).toBe(largest)
    await page.keyboard.press('Control+-')
    await expect.poll(size).toBeLessThan(largest)
    await page.keyboard.press('Control+0')
    await expect.poll(size).toBe(18)
    await page.keyboard.press('Control+=')
    await expect.poll(size).toBeGreaterThan(18)
    await page.keyboard.press('Control+0')
  })

  test('nothing was said in the browser’s console, and the policy held', async () => {
    const said: string[] = []
    const fresh = await browser.newPage()
    fresh.on('console', (message) => said.push(message.text()))
    fresh.on('pageerror', (error) => said.push(error.message))
    await fresh.goto(program.url)
    for (const state of Object.keys(states) as CustomerState[]) show(state)
    await fresh.getByRole('heading', { name: 'That did not work' }).waitFor()
    await fresh.close()
    expect(said).toEqual([])
    expect(readFileSync('dist/customer/index.html', 'utf8')).not.toMatch(/<style|<script(?![^>]*src=)|style=/)
  })
})
