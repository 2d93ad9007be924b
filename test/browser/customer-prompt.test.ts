import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PromptView } from '../../src/applet/ui/view/customer-view.ts'
import { startChromium } from '../support/chromium.ts'
import { CustomerPage } from '../support/customer-page.ts'
import { type CustomerState, customerStates } from '../support/customer-states.ts'
import { needs } from '../support/needs.ts'

const states = customerStates(Date.now())

describe.skipIf(!needs('chromium'))('a question in the customer’s window', () => {
  const resources = new AsyncDisposableStack()
  let program: CustomerPage
  let browser: BrowserContext
  let page: Page
  let id = 0

  beforeAll(async () => {
    program = resources.use(await CustomerPage.start(states.active))
    browser = resources.use(await startChromium({ viewport: { width: 380, height: 620 } }))
    page = await browser.newPage()
    await page.goto(program.url)
  })
  afterAll(() => resources.disposeAsync())
  beforeEach(async () => {
    program.acts.length = 0
    program.show({ ...states.active, prompt: undefined })
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  })

  const button = (name: string) => page.getByRole('alertdialog').getByRole('button', { name, exact: true })

  /** A browser of its own, for a window whose time stands still but for what it is told. */
  async function stillPage() {
    const own = await startChromium({ viewport: { width: 380, height: 620 } })
    const still = await own.newPage()
    await still.clock.install()
    await still.goto(program.url)
    await still.getByRole('heading', { level: 1, name: 'Tess' }).waitFor()
    await still.clock.pauseAt((await still.evaluate(() => Date.now())) + 1000)
    const run = (milliseconds: number) => still.clock.runFor(milliseconds)
    return { page: still, run, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
  }

  async function ask(state: CustomerState, changes: Partial<PromptView> = {}): Promise<number> {
    id += 1
    const { prompt } = states[state]
    if (!prompt) throw new Error(`${state} asks nothing`)
    program.show({ ...states[state], prompt: { ...prompt, id, openedAt: Date.now(), ...changes } })
    await page.getByRole('alertdialog').waitFor()
    return id
  }

  const armed = () => page.locator('.prompt.armed').waitFor()

  test('is an alert with the question as its name, and No has the focus', async () => {
    await ask('prompt')
    const dialog = page.getByRole('alertdialog', {
      name: 'Tess of Contoso Support wants to see your screen and use your mouse and keyboard.',
    })
    await dialog.waitFor()
    await expect.poll(() => button('No').evaluate((no) => no === document.activeElement)).toBe(true)
    await expect.poll(() => page.title()).toBe('Your answer is needed')
  })

  test('[GATE-2] nothing answers it in its first 500 ms, nor ever a press that a script made up', async () => {
    await using still = await stillPage()
    const yes = still.page.getByRole('button', { name: 'Yes', exact: true })
    await ask('prompt')
    await yes.waitFor()
    await still.run(100)
    await yes.click({ force: true })
    await still.page.keyboard.press('Enter')
    await still.page.keyboard.press('Escape')
    await still.run(390)
    await yes.click({ force: true })
    expect(await yes.getAttribute('aria-disabled')).toBe('true')
    await still.run(200)
    await yes.evaluate((pressed: HTMLButtonElement) => pressed.click())
    await still.page.keyboard.press('Escape')
    await expect.poll(() => program.acts).toEqual([{ type: 'prompt-answered', prompt: id, answer: 'no' }])
  })

  test('one that follows at once must be in view for 500 ms itself', async () => {
    await using still = await stillPage()
    const yes = still.page.getByRole('button', { name: 'Yes', exact: true })
    await ask('prompt')
    await yes.waitFor()
    await still.run(700)
    expect(await yes.getAttribute('aria-disabled')).toBe('false')
    await ask('prompt-unverified')
    await still.page.getByText('NOT VERIFIED').first().waitFor()
    expect(await yes.getAttribute('aria-disabled')).toBe('true')
  })

  test.each([
    ['Enter on No', 'no'],
    ['Escape', 'no'],
    ['Tab and Enter', 'yes'],
  ] as const)('by keyboard: %s means %s', async (keys, answer) => {
    await ask('prompt')
    await armed()
    if (keys === 'Tab and Enter') await page.keyboard.press('Tab')
    await page.keyboard.press(keys === 'Escape' ? 'Escape' : 'Enter')
    await expect.poll(() => program.acts).toEqual([{ type: 'prompt-answered', prompt: id, answer }])
  })

  test('No and Yes are far apart, and both can be reached without scrolling', async () => {
    for (const state of ['prompt', 'prompt-unverified', 'prompt-bundle', 'prompt-minutes'] as const) {
      // Else what is measured may be the question before.
      program.show({ prompt: undefined })
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
      await ask(state)
      await armed()
      const [no, yes] = [await button('No').boundingBox(), await button('Yes').boundingBox()]
      expect((yes?.x ?? 0) - (no?.x ?? 0) - (no?.width ?? 0)).toBeGreaterThanOrEqual(30)
      for (const box of [no, yes]) {
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(620)
        expect(box?.height).toBeGreaterThanOrEqual(44)
      }
    }
  })

  test('what is asked for is ticked one by one, and Yes to nothing is no answer', async () => {
    await ask('prompt-bundle')
    await armed()
    await button('Yes').click({ force: true })
    await page.getByRole('checkbox', { name: 'See your screen' }).check()
    await page.getByRole('checkbox', { name: 'Send you files' }).check()
    await page.getByRole('checkbox', { name: 'Use mouse and keyboard' }).check()
    await page.getByRole('checkbox', { name: 'Use mouse and keyboard' }).uncheck()
    await button('Yes').click()
    await expect
      .poll(() => program.acts)
      .toEqual([{ type: 'prompt-answered', prompt: id, answer: 'yes', ticked: ['view', 'files.send'] }])
  })

  test('a Yes is until it is taken back, or for the minutes that are chosen', async () => {
    await ask('prompt-minutes')
    await armed()
    expect(await page.getByRole('radio', { name: 'Until I stop it' }).isChecked()).toBe(true)
    await page.getByRole('radio', { name: '15 minutes' }).check()
    await button('Yes').click()
    await expect.poll(() => program.acts).toEqual([{ type: 'prompt-answered', prompt: id, answer: 'yes', minutes: 15 }])
  })

  test('a warning is part of what is read out', async () => {
    await ask('prompt-unverified')
    const described = await page.getByRole('alertdialog').getAttribute('aria-describedby')
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('NOT VERIFIED')
  })

  test.each([30, 10])('that %i seconds are left is told', async (seconds) => {
    await ask('prompt', { openedAt: Date.now() - 61_000 + seconds * 1000 })
    await page.getByRole('status').getByText(`${seconds} seconds left to answer. Then the answer is No.`).waitFor()
  })

  test('everything can be stopped while it is open, and the focus goes back afterwards', async () => {
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.focus()
    await ask('prompt')
    await expect.poll(() => button('No').evaluate((no) => no === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Revoke all permissions', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => program.acts).toEqual([{ type: 'revoked-all' }])
    program.show({ prompt: undefined })
    await expect.poll(() => message.evaluate((box) => box === document.activeElement)).toBe(true)
  })
})
