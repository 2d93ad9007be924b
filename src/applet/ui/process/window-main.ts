import { loadWebview, type WebviewApplication, type WebviewWindow } from './webview.ts'
import type { WindowOrder, WindowReport } from './window-messages.ts'

/** Points: narrow enough to stand beside what the customer works on. */
const SIZE = { width: 380, height: 620 } as const
const LEAST = { width: 320, height: 420 } as const
/** Milliseconds between two looks at what has come up: a click is answered within two pictures, and it costs next to nothing. */
const LOOK_MS = 33
/** UTF-16 units of a title. */
const LONGEST_TITLE = 120

/**
 * The process that shows the customer's window: the native part ends its process where it finds no screen, and must not take
 * the session with it. It knows the address of the page and nothing else, and ends with the applet.
 */
export function showWindow(): Promise<void> {
  // What a signal means is for the applet to say; this process goes when the channel closes.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  return new Promise((resolve) => {
    process.on('message', (order: WindowOrder) => open(order, resolve))
    process.on('disconnect', resolve)
  })
}

function open(order: WindowOrder, onClosed: () => void): void {
  try {
    const { Application } = loadWebview()
    const application = new Application()
    openWindow(application, order)
    pump(application, onClosed)
    tell({ type: 'opened' })
  } catch (error) {
    tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
}

function openWindow(application: WebviewApplication, { url, title }: WindowOrder): void {
  const window = application.createBrowserWindow({ ...SIZE, title, logical: true, alwaysOnTop: true })
  window.setMinSize(LEAST.width, LEAST.height, true)
  askBeforeClosing(window)
  const { origin } = new URL(url)
  window.createWebview(
    { url, incognito: true },
    null,
    (_error, event) => {
      if (event.event === 'title-changed' && event.title) window.setTitle(event.title.slice(0, LONGEST_TITLE))
    },
    // Our page leads nowhere else; whatever would, is not ours.
    (target) => URL.canParse(target) && new URL(target).origin === origin,
    () => false,
  )
}

/** The second press closes it in any case: nobody is kept from closing a window. */
function askBeforeClosing(window: WebviewWindow): void {
  let asked = false
  window._onWindowEvent(({ event }) => {
    if (event !== 'close' || asked) return
    asked = true
    window._preventClose()
    tell({ type: 'close-asked' })
  })
}

function pump(application: WebviewApplication, onClosed: () => void): void {
  const timer = setInterval(() => {
    if (application.pumpEvents()) return
    clearInterval(timer)
    onClosed()
  }, LOOK_MS)
}

function tell(report: WindowReport): void {
  // The applet may be gone before this process hears of it.
  if (process.connected) process.send?.(report, () => {})
}

// From source it is a script of its own; an executable comes here by way of its own main.
if (import.meta.main) showWindow().then(() => process.exit())
