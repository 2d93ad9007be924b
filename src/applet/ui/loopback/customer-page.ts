import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { getAsset, getRawAsset, isSea } from 'node:sea'

export interface PageFile {
  readonly type: string
  readonly bytes: Uint8Array
}

/** The files of the customer's page by their address: `/`, `/assets/page-1a2b.js`. */
export type CustomerPage = ReadonlyMap<string, PageFile>

/** Where it is built to. */
const BUILT = join(import.meta.dirname, '../../../../dist/customer')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Throws when the page was not built. */
export function readCustomerPage(folder = BUILT): CustomerPage {
  return isSea() ? packaged() : built(folder)
}

/** Packaging lists the paths of what it put in. */
function packaged(): CustomerPage {
  const paths: string[] = JSON.parse(getAsset('customer.json', 'utf8'))
  return page(paths, (path) => new Uint8Array(getRawAsset(`customer/${path}`) as ArrayBuffer))
}

function built(folder: string): CustomerPage {
  if (!existsSync(folder)) throw new Error('The page of the window is not built; run: npm run build')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
  return page(paths, (path) => readFileSync(join(folder, path)))
}

/** The one HTML file at the top is what is opened. */
function page(paths: readonly string[], read: (path: string) => Uint8Array): CustomerPage {
  const files = paths.map((path): [string, PageFile] => {
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    return [/^[^/]+\.html$/.test(path) ? '/' : `/${path}`, { type, bytes: read(path) }]
  })
  return new Map(files)
}
