import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig, Plugin } from 'vite'

const root = join(import.meta.dirname, '..', 'src')

export const PAGES = {
  index: join(root, 'join', 'index.html'),
  download: join(root, 'join', 'download.html'),
  console: join(root, 'console', 'console.html'),
} as const

/** How vite makes the pages. Everything is a file of its own, because the pages' policy allows nothing inline. */
export function pagesConfig(outDir: string): InlineConfig {
  return {
    root,
    base: '/',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [wordsInHtml()],
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
      rolldownOptions: { input: PAGES },
    },
  }
}

/** Puts words in the place of `[[key]]`. What stands in `{{…}}` is left to the broker, which fills it for each visitor. */
function wordsInHtml(): Plugin {
  const words: Record<string, string> = JSON.parse(readFileSync(join(root, 'ui/words/en.json'), 'utf8'))
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
