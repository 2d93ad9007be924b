import type { Page } from 'playwright-core'
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

/** A window that shows one state after the other. */
class Shown implements AsyncDisposable {
  readonly #resources = new AsyncDisposableStack()
  #program!: CustomerPage
  page!: Page

  static async open(colorScheme: 'light' | 'dark'): Promise<Shown> {
    const shown = new Shown()
    const program = shown.#resources.use(await CustomerPage.start(states.connecting))
    const browser = shown.#resources.use(await startChromium({ colorScheme, viewport: SIZE }))
    shown.#program = program
    shown.page = await browser.newPage()
    await shown.page.emulateMedia({ reducedMotion: 'reduce' })
    await shown.page.goto(program.url)
    await shown.page.getByRole('heading').waitFor()
    for (const line of chatLines(now)) program.chat(line)
    for (const line of logLines(now)) program.log(line)
    return shown
  }

  /** Drawn is what bears the notice that it came with; a question is asked just now. */
  async show(state: CustomerState): Promise<void> {
    const view = { ...states.connecting, ...states[state] }
    const prompt = view.prompt && { ...view.prompt, openedAt: Date.now() }
    this.#program.show({ ...view, prompt, notice: `This is ${state}.` })
    await this.page.getByText(`This is ${state}.`).waitFor()
    if (prompt) await this.page.locator('.prompt.armed').waitFor()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
  }
}

const available = needs('chromium')

describe.skipIf(!available).each(['light', 'dark'] as const)('the customer’s window, %s', (colorScheme) => {
  let shown: Shown

  beforeAll(async () => {
    shown = await Shown.open(colorScheme)
  })
  afterAll(() => shown[Symbol.asyncDispose]())

  test.each(NAMES)('%s: no violations, 7:1, and nothing too small to hit', async (state) => {
    await shown.show(state)
    expect(await violations(shown.page, 'strong contrast')).toEqual([])
    expect(await shown.page.evaluate(TOO_SMALL)).toEqual([])
  })

  test('with the log and the choice of a folder open', async () => {
    const { page } = shown
    await shown.show('active')
    await page.getByText('Session log', { exact: true }).click()
    await page.getByRole('button', { name: 'Save as proof' }).click()
    await page.getByRole('button', { name: 'Other folder …' }).click()
    expect(await violations(page, 'strong contrast')).toEqual([])
    expect(await page.evaluate(TOO_SMALL)).toEqual([])
  })

  test('forced colours keep every word readable', async () => {
    await shown.page.emulateMedia({ forcedColors: 'active' })
    await shown.show('control')
    expect(await violations(shown.page)).toEqual([])
  })
})

describe.skipIf(!available)('room in the customer’s window', () => {
  let shown: Shown

  beforeAll(async () => {
    shown = await Shown.open('light')
  })
  afterAll(() => shown[Symbol.asyncDispose]())

  // A window of 380 pixels at 200 % has as many CSS pixels as one of 190.
  test.each([
    ['320 pixels', 320, 640, 0],
    ['200 % zoom', 190, 310, 0],
    ['the largest font', 380, 620, 4],
    ['the largest font in 320 pixels', 320, 640, 4],
  ])('%s: nothing runs out of it, and both X stay in it', async (_name, width, height, larger) => {
    const { page } = shown
    await page.keyboard.press('Control+0')
    for (let step = 0; step < larger; step += 1) await page.keyboard.press('Control+=')
    await page.setViewportSize({ width, height })
    for (const state of NAMES) {
      await shown.show(state)
      expect([state, await page.evaluate(RUNS_OUT)]).toEqual([state, []])
      await page.evaluate(() => document.body.scrollTo(0, 10_000))
      const end = page.getByRole('banner').getByRole('button').last()
      expect((await end.boundingBox())?.y).toBeGreaterThanOrEqual(0)
    }
  })
})
