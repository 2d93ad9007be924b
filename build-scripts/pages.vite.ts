import { join } from 'node:path'
import type { InlineConfig, Plugin } from 'vite'
import { putWords, readWords } from './words-in-html.ts'

const root = join(import.meta.dirname, '..', 'src')

export const PAGES = {
  index: join(root, 'join', 'index.html'),
  download: join(root, 'join', 'download.html'),
  console: join(root, 'console', 'console.html'),
} as const

const CUSTOMER_WINDOW = join(root, 'applet/ui/pages')

/** How vite makes the broker's pages; their words are put into them afterwards, in every language. */
export function pagesConfig(outDir: string): InlineConfig {
  return pageConfig(outDir, root, [], PAGES)
}

/** How vite makes the customer's window, which the applet itself serves. */
export function customerWindowConfig(outDir: string): InlineConfig {
  return pageConfig(outDir, CUSTOMER_WINDOW, [wordsInHtml(join(root, 'applet/words/en.json'))], {
    index: join(CUSTOMER_WINDOW, 'index.html'),
  })
}

/** Everything is a file of its own, because the pages' policy allows nothing inline. */
function pageConfig(outDir: string, from: string, plugins: Plugin[], input: Record<string, string>): InlineConfig {
  return {
    root: from,
    base: '/',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    // Also when a test builds them: otherwise the folders of this machine stand in the pages.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      assetsDir: 'assets',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2024',
      cssTarget: ['chrome125', 'firefox128', 'safari18'],
      reportCompressedSize: false,
      rolldownOptions: { input },
    },
  }
}

function wordsInHtml(file: string): Plugin {
  const words = readWords(file)
  return {
    name: 'words-in-html',
    transformIndexHtml: { order: 'pre', handler: (html) => putWords(html, words) },
  }
}
