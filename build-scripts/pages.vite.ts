import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig, Plugin } from 'vite'

const root = join(import.meta.dirname, '..', 'src')

export const PAGES = {
  index: join(root, 'join', 'index.html'),
  download: join(root, 'join', 'download.html'),
  console: join(root, 'console', 'console.html'),
} as const

const CUSTOMER_WINDOW = join(root, 'applet/ui/pages')

/** How vite makes the broker's pages. */
export function pagesConfig(outDir: string): InlineConfig {
  return pageConfig(outDir, root, 'ui/words/en.json', PAGES)
}

/** How vite makes the customer's window, which the applet itself serves. */
export function customerWindowConfig(outDir: string): InlineConfig {
  return pageConfig(outDir, CUSTOMER_WINDOW, 'applet/words/en.json', { index: join(CUSTOMER_WINDOW, 'index.html') })
}

/** Everything is a file of its own, because the pages' policy allows nothing inline. */
function pageConfig(outDir: string, from: string, words: string, input: Record<string, string>): InlineConfig {
  return {
    root: from,
    base: '/',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [wordsInHtml(join(root, words))],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
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

/** Puts words in the place of `[[key]]`. What stands in `{{…}}` is left to the broker, which fills it for each visitor. */
function wordsInHtml(file: string): Plugin {
  const words: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  return {
    name: 'words-in-html',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replaceAll(/\[\[([\w.-]+)\]\]/g, (_token, key: string) => {
          const text = words[key]
          if (text === undefined) throw new Error(`no words for [[${key}]]`)
          return text
        }),
    },
  }
}
