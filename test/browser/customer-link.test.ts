import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { CustomerPage } from '../support/customer-page.ts'
import { chatLines, customerStates } from '../support/customer-states.ts'
import { needs } from '../support/needs.ts'

const now = Date.now()
const states = customerStates(now)

describe.skipIf(!needs('chromium'))('the window and the program it belongs to', () => {
  let browser: BrowserContext & AsyncDisposable
  let program: CustomerPage
  let page: Page

  beforeAll(async () => {
    browser = await startChromium({ viewport: { width: 380, height: 620 } })
  })
  afterAll(() => browser[Symbol.asyncDispose]())
  beforeEach(async () => {
    program = await CustomerPage.start(states.seen)
    page = await browser.newPage()
    await page.goto(program.url)
    await page.getByRole('heading', { level: 1, name: 'Tess' }).waitFor()
  })
  afterEach(async () => {
    await page.close()
    await program[Symbol.asyncDispose]()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const lost = () => page.getByRole('alert').getByText('This window has lost the program. Nothing is shared.').waitFor()

  test('the token leaves the address at once, is in no request’s address, and a reload works', async () => {
    expect(page.url()).toBe(`${program.address}/`)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Tess' }).waitFor()
    expect(program.opened).toBe(2)
    expect(program.asked.join('\n')).not.toMatch(/token|BwcHBw/)
  })

  test('a short cut is bridged, and no line stands there twice', async () => {
    for (const line of chatLines(now)) program.chat(line)
    await page.getByText('Thank you!').waitFor()
    program.cut()
    await expect.poll(() => program.opened).toBe(2)
    program.show({ technician: 'Theo' })
    await page.getByRole('heading', { level: 1, name: 'Theo' }).waitFor()
    expect(await page.getByRole('log', { name: 'Chat' }).getByRole('listitem').count()).toBe(3)
  })

  test('a program that is gone: nothing is left to press', async () => {
    await program[Symbol.asyncDispose]()
    await lost()
    await expect.poll(() => page.getByRole('button').count()).toBe(0)
    await expect.poll(() => page.title()).toBe('This window has lost the program')
  })

  test('a program that does not know this window is as good as gone', async () => {
    program.streamStatus = 401
    program.cut()
    await lost()
  })

  test('another window that took over is named', async () => {
    program.streamStatus = 409
    program.cut()
    await page.getByText('Your session goes on in another window.').waitFor()
  })

  test('the end of the program after the end of the session is no loss', async () => {
    program.show(states.ended)
    await page.getByRole('heading', { name: 'The session has ended' }).waitFor()
    await program[Symbol.asyncDispose]()
    await page.getByText('The program has ended. You can close this window.').waitFor()
    expect(await page.getByText('lost the program').count()).toBe(0)
  })

  test('what takes something back is tried until it is heard; for the rest it is said that it was not', async () => {
    program.actStatus = 503
    await button('Revoke all permissions').click()
    await page.getByRole('textbox', { name: 'Message' }).fill('hello')
    await button('Send').click()
    await page.getByText('The program did not hear that. Try again.').waitFor()
    program.actStatus = 204
    await expect.poll(() => program.acts).toEqual([{ type: 'revoked-all' }])
  })

  test('what was done in a row arrives in a row', async () => {
    const box = page.getByRole('textbox', { name: 'Message' })
    const wanted = Array.from({ length: 12 }, (_, index) => ({ type: 'said' as const, text: `line ${index}` }))
    for (const { text } of wanted) {
      await box.fill(text)
      await box.press('Enter')
    }
    await expect.poll(() => program.acts).toEqual(wanted)
  })
})
