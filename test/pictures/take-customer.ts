import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { buildCustomerWindow } from '../../build-scripts/build.ts'
import { READING_MS } from '../../src/applet/ui/view/reading-ms.ts'
import { speakerOf } from '../../src/applet/words/words.ts'
import { startChromium } from '../support/chromium.ts'
import { CustomerPage } from '../support/customer-page.ts'
import { type CustomerState, chatLines, customerStates, logLines } from '../support/customer-states.ts'

const SIZE = { width: 380, height: 620 }
/** As far as the window grows with its letters where the screen has room. */
const GROWN = { width: 570, height: 930 }
const GAP = 16
const COLUMNS = 8

/** Those that the README shows one by one. */
const SINGLE: readonly CustomerState[] = ['code', 'prompt', 'control']

const ASKING: readonly string[] = ['warning', 'terms'] satisfies CustomerState[]
/** Milliseconds in which moving parts come to rest. */
const SETTLE_MS = 150

interface Variant {
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
  readonly language: string
  /** How often A+ is pressed. */
  readonly larger: number
}

const VARIANTS: readonly Variant[] = [
  { name: 'light', colorScheme: 'light', language: 'en', larger: 0 },
  { name: 'dark', colorScheme: 'dark', language: 'en', larger: 0 },
  // The window grows with its letters, as one of its own does.
  { name: 'largest', colorScheme: 'light', language: 'en', larger: 4 },
  { name: 'german', colorScheme: 'light', language: 'de', larger: 0 },
]

/** Takes pictures of every face of the customer's window. */
export async function takeCustomer(folder: string): Promise<void> {
  await buildCustomerWindow()
  for (const variant of VARIANTS) await take(folder, variant)
}

async function take(folder: string, { name, colorScheme, language, larger }: Variant): Promise<void> {
  const now = Date.now()
  const states = customerStates(now, await speakerOf([language]))
  await using program = await CustomerPage.start({ ...states.connecting, language })
  const size = larger > 0 ? GROWN : SIZE
  await using browser = await startChromium({ colorScheme, viewport: size })
  const page = await browser.newPage()
  await page.goto(program.url)
  await page.getByRole('heading').waitFor()
  for (let step = 0; step < larger; step += 1) await page.keyboard.press('Control+Equal')
  for (const line of chatLines(now)) program.chat(line)
  for (const line of logLines(now)) program.log(line)
  const pictures: Buffer[] = []
  for (const [state, view] of Object.entries(states)) {
    program.show({ ...states.connecting, ...view, language, ...freshPrompt(view) })
    await drawn(page, state)
    const picture = await page.screenshot()
    pictures.push(picture)
    if (larger === 0 && language === 'en' && SINGLE.includes(state as CustomerState)) {
      await sharp(picture).toFile(join(folder, `customer-${state}-${name}.png`))
    }
  }
  await sheet(pictures, size, join(folder, `customer-${name}.png`))
}

/** A question runs out while the other pictures are taken. */
function freshPrompt(view: ReturnType<typeof customerStates>[CustomerState]) {
  return view.prompt ? { prompt: { ...view.prompt, openedAt: Date.now() - 12_000 } } : {}
}

/** What is drawn is what was sent last, and its buttons act. */
async function drawn(page: Page, state: string): Promise<void> {
  const stop = '.prompt:not(.armed)'
  if (state.startsWith('prompt')) await page.locator('.prompt.armed').waitFor()
  await page.waitForFunction((selector) => !document.querySelector(selector), stop)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  // What asks something before a session is not one of the prompts; nobody can have read it before.
  await page.waitForTimeout(ASKING.includes(state) ? READING_MS + SETTLE_MS : SETTLE_MS)
}

/** All of them side by side. */
async function sheet(pictures: readonly Buffer[], size: typeof SIZE, file: string): Promise<void> {
  const rows = Math.ceil(pictures.length / COLUMNS)
  const place = (index: number) => ({
    left: GAP + (index % COLUMNS) * (size.width + GAP),
    top: GAP + Math.floor(index / COLUMNS) * (size.height + GAP),
  })
  await sharp({
    create: {
      width: GAP + COLUMNS * (size.width + GAP),
      height: GAP + rows * (size.height + GAP),
      channels: 3,
      background: '#8a94a0',
    },
  })
    .composite(pictures.map((input, index) => ({ input, ...place(index) })))
    .png({ palette: true })
    .toFile(file)
}
