import { join } from 'node:path'
import { root } from '../../build-scripts/run.ts'
import { startChromium } from '../support/chromium.ts'
import { AppletProcess } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { createPin } from './create-pin.ts'

const SYNTHETIC = ['--verification', 'offered', '--screen', 'synthetic', '--input', 'record:/dev/null']

/** Takes the picture of a session that is not verified, on the technician's page. */
export async function takeTrust(folder: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const folders = { pagesDir: join(root, 'dist/pages') }
  await using broker = await TestBroker.start({}, { ...folders, company: 'Contoso Support', verification: 'offered' })
  await using browser = await startChromium({ colorScheme, viewport: { width: 1280, height: 800 } })
  const page = await browser.newPage()
  await page.goto(await broker.signInLink('Tess'))
  const pin = await createPin(page, 'Zoë O.')
  await page.keyboard.press('Escape')
  await using _applet = new AppletProcess(['--broker', broker.url, ...SYNTHETIC, pin])
  await page.getByText('Waiting', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Start' }).first().click()
  await page.getByText('Not verified', { exact: true }).first().waitFor()
  await page.screenshot({ path: join(folder, `unverified-${colorScheme}.png`) })
}
