import type { Clock } from '../../../base/clock.ts'
import { type CustomerPage, readCustomerPage } from '../loopback/customer-page.ts'
import { type OpenPageWindow, PageShell } from '../loopback/page-shell.ts'
import type { Shell } from '../shell.ts'
import { BrowserWindow } from './browser/browser-window.ts'
import { DefaultBrowser, openerOf } from './browser/default-browser.ts'
import { installedBrowsers } from './browser/installed-browsers.ts'
import { requireScreen } from './screen-at-hand.ts'

interface Parts {
  readonly clock: Clock
  readonly page?: CustomerPage
  readonly platform?: NodeJS.Platform
  readonly environment?: NodeJS.ProcessEnv
}

/** A browser of this computer, as a window of its own; else a tab of the customer's own browser. */
export async function openBrowserShell(parts: Parts): Promise<Shell> {
  const { clock, page = readCustomerPage(), platform = process.platform, environment = process.env } = parts
  requireScreen(platform, environment)
  const reasons: string[] = []
  for (const open of waysToOpen(platform, environment)) {
    try {
      return await PageShell.open({ name: 'browser', page, clock }, open)
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error))
    }
  }
  throw new Error(reasons.join('; '))
}

function waysToOpen(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): OpenPageWindow[] {
  const [installed] = installedBrowsers(platform, environment)
  const opener = openerOf(platform, environment)
  const byDefault: OpenPageWindow = async (url) => new DefaultBrowser(opener, url, environment)
  return installed ? [async (url) => new BrowserWindow(installed, url, environment), byDefault] : [byDefault]
}
