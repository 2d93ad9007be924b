import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildPages } from '../../build-scripts/build.ts'
import { root } from '../../build-scripts/run.ts'
import { startChromium } from '../support/chromium.ts'
import { AppletProcess } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { startXvfb } from '../support/xvfb.ts'
import { createPin } from './create-pin.ts'
import { takeCustomer } from './take-customer.ts'
import { takeTrust } from './take-trust.ts'

/** Takes the README's pictures of a real session: `npm run pictures [FOLDER]`. Needs what the browser tests need. */
const folder = process.argv[2] ?? import.meta.dirname

await buildPages()
mkdirSync(folder, { recursive: true })
for (const colorScheme of ['light', 'dark'] as const) {
  await takeAll(colorScheme)
  await takeTrust(folder, colorScheme)
}
await takeCustomer(folder)
// The programs are gone; what their displays had to say may come later.
process.exit()

async function takeAll(colorScheme: 'light' | 'dark'): Promise<void> {
  await using xvfb = await startXvfb({ width: 1280, height: 800 })
  const folders = { pagesDir: join(root, 'dist/pages'), artefactsDir: join(root, 'dist/applet') }
  await using broker = await TestBroker.start({}, { ...folders, company: 'Contoso Support' })
  await using browser = await startChromium({ colorScheme, viewport: { width: 1280, height: 800 } })
  const page = await browser.newPage()
  const take = (name: string) => page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })

  await page.goto(`${broker.url}/console`)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await take('sign-in')

  await page.goto(await broker.signInLink('Tess'))
  const pin = await createPin(page, 'Zoë O.')
  await take('pin')
  await page.keyboard.press('Escape')

  const customer = await browser.newPage()
  await customer.setViewportSize({ width: 640, height: 800 })
  await customer.goto(`${broker.url}/?code=${pin}`)
  await customer.screenshot({ path: join(folder, `entry-${colorScheme}.png`) })
  await customer.getByRole('button', { name: 'Start Download' }).click()
  await customer.getByRole('heading', { name: 'Your code is right' }).waitFor()
  // What most customers see, where it was packaged.
  const windows = customer.getByRole('link', { name: 'Windows' })
  if (await windows.isVisible()) await windows.click()
  await customer.screenshot({ path: join(folder, `download-${colorScheme}.png`) })
  await customer.close()

  const desktop = showDesktop(xvfb.display)
  await using applet = new AppletProcess(['--broker', broker.url, pin], { DISPLAY: xvfb.display })
  await applet.untilStatus('waiting')
  await take('waiting')
  await page.getByRole('button', { name: 'Start' }).first().click()
  await page.getByRole('textbox', { name: 'Verification code' }).fill(await digitsOf(applet))
  await take('digits')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('Verified', { exact: true }).waitFor()
  await chat(page, applet)
  await page.getByRole('button', { name: 'Remote Control' }).click()
  await until(() => applet.all('prompt').length > 0, 'the prompt')
  await page.getByText('Waiting for').first().waitFor()
  await take('asking')
  applet.type('yes')
  await until(async () => (await page.getByTestId('screen').getAttribute('data-seq')) !== null, 'the picture')
  await until(() => applet.all('stats').length > 1, 'a few seconds of it')
  await take('session')
  for (const program of desktop) program.kill()
}

async function digitsOf(applet: AppletProcess): Promise<string> {
  await until(() => applet.code !== undefined, 'the digits')
  return applet.code ?? ''
}

async function chat(page: Page, applet: AppletProcess): Promise<void> {
  const region = page.getByRole('region', { name: 'Chat' })
  applet.type('Hello, my printer does not print.')
  await region.getByText('does not print').waitFor()
  await region.getByRole('textbox', { name: 'Message' }).fill('I will have a look. Please say Yes when you are asked.')
  await region.getByRole('button', { name: 'Send' }).click()
}

/** Something to look at: a terminal that lists files again and again. */
function showDesktop(display: string) {
  const env = { ...process.env, DISPLAY: display, HOME: mkdtempSync(join(tmpdir(), 'home-')) }
  const font = ['-fa', 'DejaVu Sans Mono', '-fs', '11']
  return [
    spawn('xsetroot', ['-solid', '#2b5876'], { env }),
    spawn(
      'xterm',
      [...font, '-geometry', '90x30+40+40', '-e', 'while :; do date; ls -l /usr | head -20; sleep 1; done'],
      { env },
    ),
    spawn('xterm', [...font, '-geometry', '60x16+560+420', '-e', 'echo My printer does not print.; exec cat'], { env }),
  ]
}
