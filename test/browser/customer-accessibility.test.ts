import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { CustomerPage } from '../support/customer-page.ts'
import { type CustomerState, chatLines, customerStates, logLines } from '../support/customer-states.ts'
import { needs } from '../support/needs.ts'
import { violations as found } from '../support/violations.ts'

const now = Date.now()
const states = customerStates(now)
const NAMES = Object.keys(states) as CustomerState[]
const SIZE = { width: 380, height: 620 }

/** The large X shows what it does in the customer's words, and bears the name that scripts and screen readers were promised. */
async function violations(page: Page, more?: 'strong contrast'): Promise<string[]> {
  return (await found(page, more)).filter((each) => each !== 'label-content-name-mismatch: .stop')
}

/** The window scrolls by itself, so the page's own width says nothing. */
const RUNS_OUT = `[...document.querySelectorAll('body *')]
  .filter((part) => part.checkVisibility() && !part.closest('.visually-hidden, [hidden]'))
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
  .map((part) => part.tagName + '.' + part.className)`

/** Everything that is pressed; an address within a text is as high as its line. */
const TOO_SMALL = `[...document.querySelectorAll('button:not(.link), summary, label:has(input), input:not([hidden], label *), textarea')]
  .filter((part) => part.checkVisibility())
  .filter((part) => part.getBoundingClientRect().height < 43.5 || part.getBoundingClientRect().width < 43.5)
  .map((part) => part.outerHTML)`

describe.skipIf(!needs('chromium')).each(['light', 'dark'] as const)('the customer’s window, %s', (colorScheme) => {
  const resources = new AsyncDisposableStack()
  let program: CustomerPage
  let browser: BrowserContext
  let page: Page

  beforeAll(async () => {
    program = resources.use(await CustomerPage.start(states.connecting))
    browser = resources.use(await startChromium({ colorScheme, viewport: SIZE }))
    page = await browser.newPage()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(program.url)
    for (const line of chatLines(now)) program.chat(line)
    for (const line of logLines(now)) program.log(line)
  })
  afterAll(() => resources.disposeAsync())

  /** Drawn is what bears the notice that it came with; a question is asked just now. */
  async function show(state: CustomerState): Promise<void> {
    const view = { ...states.connecting, ...states[state] }
    const prompt = view.prompt && { ...view.prompt, openedAt: Date.now() }
    program.show({ ...view, prompt, notice: `This is ${state}.` })
    await page.getByText(`This is ${state}.`).waitFor()
    if (prompt) await page.locator('.prompt.armed').waitFor()
  }

  test.each(NAMES)('%s: no violations, 7:1, and nothing too small to hit', async (state) => {
    await show(state)
    expect(await violations(page, 'strong contrast')).toEqual([])
    expect(await page.evaluate(TOO_SMALL)).toEqual([])
  })

  test('with the log and the choice of a folder open', async () => {
    await show('active')
    await page.getByText('Session log', { exact: true }).click()
    await page.getByRole('button', { name: 'Save as proof' }).click()
    await page.getByRole('button', { name: 'Other folder …' }).click()
    expect(await violations(page, 'strong contrast')).toEqual([])
    expect(await page.evaluate(TOO_SMALL)).toEqual([])
  })

  test('forced colours keep every state', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await show('control')
    expect(await violations(page)).toEqual([])
    await page.emulateMedia({ forcedColors: null })
  })

  describe.skipIf(colorScheme === 'dark')('room', () => {
    // A window of 380 pixels at 200 % has as many CSS pixels as one of 190.
    test.each([
      ['320 pixels', 320, 640, 0],
      ['200 % zoom', 190, 310, 0],
      ['the largest font', 380, 620, 4],
      ['the largest font in 320 pixels', 320, 640, 4],
    ])('%s: nothing runs out of the window, and both X stay in it', async (_name, width, height, larger) => {
      await page.keyboard.press('Control+0')
      for (let step = 0; step < larger; step += 1) await page.keyboard.press('Control+=')
      await page.setViewportSize({ width, height })
      for (const state of NAMES) {
        await show(state)
        expect([state, await page.evaluate(RUNS_OUT)]).toEqual([state, []])
        await page.evaluate(() => document.body.scrollTo(0, 10_000))
        const end = page.getByRole('banner').getByRole('button').last()
        expect((await end.boundingBox())?.y).toBeGreaterThanOrEqual(0)
      }
    })
  })
})
