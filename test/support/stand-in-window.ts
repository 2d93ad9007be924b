import type { WindowOrder, WindowReport } from '../../src/applet/ui/process/window-messages.ts'
import { PageClient, PageLines } from './page-client.ts'

/** In place of the process that shows a window, on systems that cannot show one: it listens as the page does. */
const [, , how] = process.argv

const tell = (report: WindowReport) => process.send?.(report)

process.on('disconnect', () => process.exit())
process.on('message', async ({ url }: WindowOrder) => {
  if (how === 'dies') process.abort()
  if (how === 'fails') tell({ type: 'failed', reason: 'no WebView here' })
  if (how === 'fails' || how === 'silent') return
  const page = await PageLines.open(new PageClient(url))
  tell({ type: 'opened' })
  if (how === 'closed-by-its-frame') await page.until(1).then(() => tell({ type: 'close-asked' }))
})
