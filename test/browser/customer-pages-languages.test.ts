import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ArtefactsFolder } from '../support/artefacts-folder.ts'
import { startChromium } from '../support/chromium.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { fits, violations } from '../support/violations.ts'

const root = join(import.meta.dirname, '../..')
const languages = readdirSync(join(root, 'src/join/words')).map((file) => file.replace('.json', ''))

/** Each has other steps on it. */
const SYSTEMS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
]

test.skipIf(!needs('chromium')).each(languages)(
  'in %s both pages fit 320 pixels and have no violations',
  async (language) => {
    using artefacts = new ArtefactsFolder()
    await using broker = await TestBroker.start(
      {},
      { pagesDir: join(root, 'dist/pages'), artefactsDir: artefacts.path },
    )
    await using browser = await startChromium({ viewport: { width: 320, height: 640 } })
    const technician = await broker.technician()
    for (const userAgent of SYSTEMS) {
      const page = await browser.newPage()
      await page.route('**/*', (route) => {
        const { 'sec-ch-ua-platform': _platform, 'sec-ch-ua-arch': _arch, ...headers } = route.request().headers()
        return route.continue({ headers: { ...headers, 'user-agent': userAgent, 'accept-language': language } })
      })
      await page.goto(broker.url)
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      expect(await fits(page)).toBe(true)
      expect(await violations(page, 'strong contrast')).toEqual([])
      await page.locator('input[name=code]').fill((await technician.newSession()).pin)
      await page.locator('button[type=submit]').click()
      await page.locator('.pin').waitFor()
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      expect(await fits(page)).toBe(true)
      expect(await violations(page, 'strong contrast')).toEqual([])
      await page.close()
    }
  },
)
