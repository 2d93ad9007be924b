import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canvasDifference } from '../support/canvas-difference.ts'
import { startChromium } from '../support/chromium.ts'
import { AppletProcess } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { startXvfb } from '../support/xvfb.ts'

const TYPED = 'é ß 漢 😀 @ # {}'

/** The first promise of the product, with nothing in its place: a real X display, a real terminal in it, a real browser. */
describe.skipIf(!needs('Xvfb', 'xterm', 'xdotool', 'xwd', 'chromium'))('the main job, end to end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'main-job-'))
  const typedFile = join(folder, 'typed')
  const resources = new AsyncDisposableStack()
  let display: string
  let xterm: ChildProcess
  let broker: TestBroker
  let browser: BrowserContext
  let page: Page
  let applet: AppletProcess
  let pin: string

  beforeAll(async () => {
    const xvfb = resources.use(await startXvfb({ width: 1024, height: 768 }))
    display = xvfb.display
    xterm = spawn('xterm', ['-u8', '-fa', 'DejaVu Sans Mono', '-geometry', '80x24+0+0', '-e', `cat > ${typedFile}`], {
      env: { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' },
    })
    resources.defer(() => void xterm.kill())
    broker = resources.use(await TestBroker.start({}, { pagesDir: join(import.meta.dirname, '../../dist/pages') }))
    browser = resources.use(await startChromium())
    page = await browser.newPage()
  })
  afterAll(() => resources.disposeAsync())

  const row = () => page.getByRole('table', { name: 'Session list' }).getByRole('row', { name: 'Zoë O.' })
  const canvas = () => page.getByTestId('screen')
  const x = (command: string, ...args: string[]) =>
    execFileSync(command, args, { env: { ...process.env, DISPLAY: display } }).toString()

  /** Where on the page a pixel of the customer's screen is. */
  async function pagePoint(remoteX: number, remoteY: number): Promise<{ x: number; y: number }> {
    const box = await canvas().boundingBox()
    const width = Number(await canvas().getAttribute('data-width'))
    const height = Number(await canvas().getAttribute('data-height'))
    if (!box) throw new Error('the canvas is not on the page')
    return { x: box.x + ((remoteX + 0.5) * box.width) / width, y: box.y + ((remoteY + 0.5) * box.height) / height }
  }

  async function untilAsked(permission: string, count: number): Promise<void> {
    await until(() => applet.all('prompt').length === count, `prompt ${count}`)
    expect(applet.all('prompt').at(-1)).toMatchObject({ permission })
  }

  test('the technician signs in with a one-time link and creates a PIN', async () => {
    await page.goto(await broker.signInLink('Tess'))
    await page.getByRole('button', { name: 'New Session' }).click()
    const dialog = page.getByRole('dialog', { name: 'Create New Session' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Zoë O.')
    await dialog.getByRole('tab', { name: 'PIN Code' }).click()
    await dialog.getByRole('button', { name: 'Create PIN Code' }).click()
    const code = dialog.getByRole('status', { name: 'PIN code' })
    await code.waitFor()
    pin = ((await code.textContent()) ?? '').trim()
    expect(pin).toMatch(/^[1-9]\d{5}$/)
    await page.keyboard.press('Escape')
    await row().getByText('Connecting').waitFor()
  })

  test('the customer’s applet takes it and waits; the technician presses Start', async () => {
    applet = resources.use(new AppletProcess(['--broker', broker.url, pin], { DISPLAY: display }))
    await applet.untilStatus('waiting')
    await row().getByText('Waiting').waitFor()
    await row().getByRole('button', { name: 'Start' }).click()
    await applet.untilStatus('active')
    await row().getByText('Active').waitFor()
  })

  /** What the customer reads aloud, typed in. */
  async function verify(): Promise<void> {
    await page.getByRole('textbox', { name: 'Verification code' }).waitFor()
    await until(() => applet.code !== undefined, 'the digits')
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.code ?? '')
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByText('Verified', { exact: true }).first().waitFor()
  }

  test('[E2E-1] wrong digits are told, and the right ones verify the technician on both sides', async () => {
    const box = page.getByRole('textbox', { name: 'Verification code' })
    await box.waitFor()
    expect(await page.getByRole('button', { name: 'Remote Control' }).isDisabled()).toBe(true)
    await box.fill(applet.code === '123456' ? '654321' : '123456')
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByText('These digits do not match. 2 tries left.').waitFor()
    await verify()
    await until(() => applet.errors.includes('VERIFIED: your technician knows the digits'), 'the customer told')
  })

  test('[CHAT-1] what one writes the other reads', async () => {
    const chat = page.getByRole('region', { name: 'Chat' })
    await chat.getByRole('textbox', { name: 'Message' }).fill('Good morning!')
    await chat.getByRole('button', { name: 'Send' }).click()
    await until(() => applet.all('chat').length === 1, 'the message')
    expect(applet.all('chat')[0]).toMatchObject({ from: 'technician', text: 'Good morning!' })
    applet.type('Hello, my printer does not print.')
    await chat.getByText('Hello, my printer does not print.').waitFor()
  })

  test('No leaves the canvas empty', async () => {
    await page.getByRole('button', { name: 'View Screen' }).click()
    await untilAsked('view', 1)
    applet.type('no')
    await page.getByText('said No').first().waitFor()
    expect(await canvas().getAttribute('data-seq')).toBeNull()
    expect(applet.all('stats')).toEqual([])
  })

  test('after Yes to View Screen the canvas shows what the X display shows', async () => {
    await page.getByRole('button', { name: 'View Screen' }).click()
    await untilAsked('view', 2)
    applet.type('yes')
    await until(async () => (await canvas().getAttribute('data-seq')) !== null, 'a painted update')
    expect(await canvas().getAttribute('data-width')).toBe('1024')
    expect(await canvas().getAttribute('data-height')).toBe('768')
    await until(async () => (await canvasDifference(canvas(), display)).meanError < 2, 'the same picture')
    await until(async () => (await canvasDifference(canvas(), display)).farOff < 0.005, 'the same picture, everywhere')
  })

  test('with view only, clicks and keys do nothing', async () => {
    x('xdotool', 'mousemove', '600', '600')
    const point = await pagePoint(100, 100)
    await page.mouse.click(point.x, point.y)
    await page.keyboard.type('nothing')
    expect(x('xdotool', 'getmouselocation')).toMatch(/^x:600 y:600 /)
  })

  test('after Yes to Remote Control a click moves the real pointer, to the pixel', async () => {
    await page.getByRole('button', { name: 'Remote Control' }).click()
    await untilAsked('control', 3)
    applet.type('yes')
    await until(() => applet.all('answer').length === 3, 'the answer')
    // Before the page knows it nothing leaves it.
    await page.getByText('You control mouse and keyboard').waitFor()
    for (const [remoteX, remoteY] of [
      [101, 99],
      [1023, 767],
      [0, 0],
      [200, 150],
    ] as const) {
      const point = await pagePoint(remoteX, remoteY)
      await page.mouse.click(point.x, point.y)
      await until(
        () => x('xdotool', 'getmouselocation').startsWith(`x:${remoteX} y:${remoteY} `),
        `pointer at ${remoteX}, ${remoteY}`,
      )
    }
  })

  test('text typed on the canvas arrives in a file on the other side', async () => {
    await page.keyboard.type(TYPED)
    await page.keyboard.press('Enter')
    await page.keyboard.type('Hello, World! ~|\\^`')
    await page.keyboard.press('Enter')
    await until(() => readFileSync(typedFile, 'utf8').split('\n').length === 3, 'two lines typed')
    expect(readFileSync(typedFile, 'utf8')).toBe(`${TYPED}\nHello, World! ~|\\^\`\n`)
  })

  test('what was typed is seen', async () => {
    await until(async () => (await canvasDifference(canvas(), display)).meanError < 2, 'the same picture', 15_000)
  })

  test('a console closed in the middle of a drag leaves no button or key down', async () => {
    const other = await browser.newPage()
    await other.goto(`${broker.url}/console`)
    const point = await pagePoint(300, 200)
    await page.mouse.move(point.x, point.y)
    await page.mouse.down()
    await until(() => isAnythingHeld(display), 'the button down')
    await page.close()
    await until(() => !isAnythingHeld(display), 'everything up')
    page = other
  })

  test('[MULTI-1] a page that is opened anew has to know new digits, and nothing is granted to it', async () => {
    const before = applet.code
    await row().click()
    await until(() => applet.code !== before, 'new digits')
    await until(() => applet.all('revoked').length > 0, 'what is taken back')
    expect(applet.all('revoked').at(-1)).toMatchObject({ permissions: expect.arrayContaining(['view', 'control']) })
    await verify()
    expect(await canvas().getAttribute('data-seq')).toBeNull()
  })

  test('revoke stops picture and input first, and the session goes on', async () => {
    await page.getByRole('button', { name: 'View Screen' }).click()
    await untilAsked('view', 4)
    applet.type('yes')
    await until(async () => (await canvas().getAttribute('data-seq')) !== null, 'the picture on the new page')
    const revoked = applet.all('revoked').length
    applet.type('x')
    await until(() => applet.all('revoked').length === revoked + 1, 'the revoke')
    await until(async () => (await canvas().getAttribute('data-seq')) === null, 'an empty canvas')
    await row().getByText('Active').waitFor()
    const log = page.getByRole('region', { name: 'Session Log' })
    await log.getByText('The customer took it back').waitFor()
  })

  test('End Session ends it on both sides', async () => {
    await page.getByRole('button', { name: 'End Session' }).click()
    expect(await applet.exit).toEqual({ status: 0, signal: null })
    expect(applet.events.at(-1)).toMatchObject({ event: 'ended', by: 'technician' })
    await row().getByText('Closed by technician').waitFor()
  })
})
