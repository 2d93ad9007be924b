import { join } from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'

const SCREEN = join(import.meta.dirname, '../../src/console/screen')

/** Browsers decode pictures in all ways only on a page they trust; nothing is asked for over the network. */
const ADDRESS = 'https://painting.example'

/** A page on which the console's own painting path can be driven by itself, as `painting`. */
export async function openPaintingPage(browser: BrowserContext): Promise<Page> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './screen-canvas.ts'; export * from './choose-decoder.ts'
        export * from '../session/customer-screen.ts'`,
      resolveDir: SCREEN,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'painting',
    target: 'es2024',
  })
  const page = await browser.newPage()
  const html = '<!doctype html><body style="margin:0"></body>'
  await page.route(`${ADDRESS}/**`, (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.goto(ADDRESS)
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  return page
}
