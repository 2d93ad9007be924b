import { spawn } from 'node:child_process'
import { join } from 'node:path'
import sharp from 'sharp'
import { root } from '../../build-scripts/run.ts'
import { startChromium } from '../support/chromium.ts'
import { fromSource } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { xPicture } from '../support/x-picture.ts'
import { startXvfb } from '../support/xvfb.ts'
import { createPin } from './create-pin.ts'

const CUSTOMER = { width: 900, height: 260 }

/**
 * Takes the pictures of a session that is not verified: the technician's page, and the digits in the customer's terminal.
 */
export async function takeTrust(folder: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await using xvfb = await startXvfb(CUSTOMER)
  const folders = { pagesDir: join(root, 'dist/pages') }
  await using broker = await TestBroker.start({}, { ...folders, company: 'Contoso Support', verification: 'offered' })
  await using browser = await startChromium({ colorScheme, viewport: { width: 1280, height: 800 } })
  const page = await browser.newPage()
  await page.goto(await broker.signInLink('Tess'))
  const pin = await createPin(page, 'Zoë O.')
  await page.keyboard.press('Escape')

  const terminal = openTerminal(xvfb.display, [...fromSource('bin/applet.js'), ...appletArguments(broker.url, pin)])
  await page.getByText('Waiting', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Start' }).first().click()
  await page.getByText('Not verified', { exact: true }).first().waitFor()
  await page.screenshot({ path: join(folder, `unverified-${colorScheme}.png`) })
  await page.getByRole('button', { name: 'Verify' }).first().click()
  await page.getByRole('textbox', { name: 'Verification code' }).waitFor()
  // A terminal paints a moment after it was written to.
  await new Promise((resolve) => setTimeout(resolve, 500))
  if (colorScheme === 'light') await savePicture(xvfb.display, join(folder, 'customer-digits.png'))
  terminal.kill()
}

function appletArguments(url: string, pin: string): string[] {
  return ['--broker', url, '--verification', 'offered', '--screen', 'synthetic', '--input', 'record:/dev/null', pin]
}

function openTerminal(display: string, command: readonly string[]) {
  const font = ['-fa', 'DejaVu Sans Mono', '-fs', '11', '-geometry', '99x13+0+0']
  return spawn('xterm', [...font, '-e', ...command], { env: { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' } })
}

async function savePicture(display: string, file: string): Promise<void> {
  const { width, height, pixels } = xPicture(display)
  for (let at = 0; at < pixels.length; at += 4) {
    const [blue = 0, , red = 0] = pixels.subarray(at, at + 3)
    pixels[at] = red
    pixels[at + 2] = blue
    pixels[at + 3] = 255
  }
  await sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(file)
}
