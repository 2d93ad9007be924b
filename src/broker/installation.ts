import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { getAssetKeys, getRawAsset, isSea } from 'node:sea'
import { fileURLToPath } from 'node:url'
import type { Defaults } from './cli.ts'

/** esbuild puts the version in place of this name when it makes the executable. */
declare const RESCUE_BROKER_VERSION: string

const DATA = '.data/broker'
const INSIDE = '(inside this program)'
const PAGES = 'pages/'

/** Where the broker's own parts are: in the checkout around this file, or in and beside the executable. */
export function findInstallation(): Defaults {
  if (!isSea()) {
    const { version } = JSON.parse(readFileSync(inCheckout('package.json'), 'utf8'))
    return { version, data: DATA, pages: inCheckout('dist/pages'), artefacts: inCheckout('dist/applet') }
  }
  return {
    version: RESCUE_BROKER_VERSION,
    data: DATA,
    pages: INSIDE,
    artefacts: join(dirname(process.execPath), 'applet'),
  }
}

/** A folder of pages that can be read: those in the executable are unpacked into one of ours, gone when the broker is. */
export function pagesFolder(pages: string): string {
  if (pages !== INSIDE) return pages
  const folder = mkdtempSync(join(tmpdir(), 'broker-pages-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const key of getAssetKeys().filter((name) => name.startsWith(PAGES))) {
    const file = join(folder, key.slice(PAGES.length))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, new Uint8Array(getRawAsset(key) as ArrayBuffer))
  }
  return folder
}

/** Whether there is anything to serve; a broker without pages still takes applets. */
export function hasPages(folder: string): boolean {
  return existsSync(join(folder, 'index.html'))
}

function inCheckout(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
