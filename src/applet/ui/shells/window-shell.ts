import type { Clock } from '../../../base/clock.ts'
import { type CustomerPage, readCustomerPage } from '../loopback/customer-page.ts'
import { PageShell } from '../loopback/page-shell.ts'
import { type Command, WindowProcess } from '../process/window-process.ts'
import type { Shell } from '../shell.ts'
import { requireScreen } from './screen-at-hand.ts'

interface Parts {
  readonly clock: Clock
  /** Starts this program as the part that shows the window. */
  readonly command: Command
  /** Until the page has one of its own. */
  readonly title: string
  readonly page?: CustomerPage
}

/** A window of our own, always on top. Rejects where the system has no WebView that we can use. */
export async function openWindowShell({ page, clock, command, title }: Parts): Promise<Shell> {
  requireScreen(process.platform, process.env)
  const open = (url: string) => WindowProcess.open(command, { type: 'open', url, title }, clock)
  return PageShell.open({ name: 'window', page: page ?? readCustomerPage(), clock }, open)
}
