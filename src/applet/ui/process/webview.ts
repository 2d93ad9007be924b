import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isSea } from 'node:sea'
import { loadNative } from '../../native/load-native.ts'

/** Of `@webviewjs/webview` 0.4.7 the native part alone, as far as we use it: its script adds nothing that we need. */
export interface Webview {
  readonly Application: new () => WebviewApplication
}

export interface WebviewApplication {
  createBrowserWindow(options: WindowOptions): WebviewWindow
  /** Does what has come up; false when the last window is closed. */
  pumpEvents(): boolean
}

interface WindowOptions {
  readonly title: string
  readonly width: number
  readonly height: number
  /** Sizes are in points and not in pixels. */
  readonly logical: boolean
  readonly alwaysOnTop: boolean
}

export interface WebviewWindow {
  setMinSize(width: number, height: number, logical: boolean): void
  setTitle(title: string): void
  _onWindowEvent(listener: (event: { readonly event: string }) => void): void
  /** Within a `close` event only. */
  _preventClose(): boolean
  createWebview(
    options: { readonly url: string; readonly incognito: boolean },
    context: null,
    listener: (error: unknown, event: { readonly event: string; readonly title?: string }) => void,
    mayNavigate: (url: string) => boolean,
    mayOpenWindow: () => boolean,
  ): unknown
}

/** The name that the part of each system has; others have none. */
const PARTS: Readonly<Record<string, string>> = { 'linux-x64': 'linux-x64-gnu', 'win32-x64': 'win32-x64-msvc' }

/** Where `build-scripts/install-webview.ts` puts it. */
const INSTALLED = join(import.meta.dirname, '../../../../.cache/webview')

/** Throws what says why there can be no window on this system. */
export function loadWebview(): Webview {
  const system = `${process.platform}-${process.arch}`
  const part = PARTS[system]
  if (!part) throw new Error('there is no window for this system')
  if (isSea()) return loadNative('webview') as Webview
  const file = join(INSTALLED, system, `node_modules/@webviewjs/webview-${part}/webview.${part}.node`)
  if (!existsSync(file)) throw new Error('the window is not installed; run: npm run webview')
  const module = { exports: {} }
  process.dlopen(module, file)
  return module.exports as Webview
}
