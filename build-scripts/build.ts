import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { ensureKernels } from './build-kernels.ts'
import { customerWindowConfig, PAGES, pagesConfig } from './pages.vite.ts'
import { writePagesManifest } from './pages-manifest.ts'
import { writeLanguages } from './words-in-html.ts'

const root = join(import.meta.dirname, '..')
const sources = join(root, 'src')
const output = join(root, 'dist', 'pages')
const customerWindow = join(root, 'dist', 'customer')

/** Whatever a page is made of. */
const SOURCES = [
  'src/base',
  'src/protocol',
  'src/channel',
  'src/ui',
  'src/console',
  'src/join',
  'build-scripts/pages.vite.ts',
  'build-scripts/words-in-html.ts',
]

/** Whatever the customer's window is made of. */
const WINDOW_SOURCES = [
  'src/base',
  'src/protocol',
  'src/ui',
  'src/applet/ui/pages',
  'src/applet/ui/view',
  'src/applet/words',
  'build-scripts/pages.vite.ts',
]

/**
 * Bytes, compressed. Past this the console no longer opens at once on a poor line, and somebody has to say why: 15 000 of
 * them are the curve that the customer's digits become a key on, 3 500 read zstd, which browsers keep to themselves, 6 500 are
 * files both ways, with a hash that browsers have only for what is in memory as a whole, 1 500 a thread for the line.
 */
const MOST_SCRIPT_BYTES = 92_000

/**
 * Bytes, compressed, of the customer's window with all its languages: it comes from their own disk, but draws at once. Six
 * languages are 40 000 of them, of which a customer loads one.
 */
const MOST_WINDOW_SCRIPT_BYTES = 75_000

/** Makes `dist/pages`: the pages, their assets under names that change with their content, and the manifest of all. */
export async function buildPages(): Promise<void> {
  await build(pagesConfig(output))
  for (const page of Object.values(PAGES)) {
    const made = join(output, basename(page))
    renameSync(join(output, relative(sources, page)), made)
    writeLanguages(made, page !== PAGES.console)
  }
  for (const room of ['join', 'console']) rmSync(join(output, room), { recursive: true })
  writePagesManifest(output)
}

/** Makes `dist/customer`: the customer's window, as one page with its assets beside it. */
export async function buildCustomerWindow(): Promise<void> {
  await build(customerWindowConfig(customerWindow))
}

/** Whether no source is newer than the pages. */
export function pagesAreFresh(): boolean {
  return isFresh(join(output, 'console.html'), SOURCES)
}

export function customerWindowIsFresh(): boolean {
  return isFresh(join(customerWindow, 'index.html'), WINDOW_SOURCES)
}

function isFresh(page: string, sources: readonly string[]): boolean {
  const made = statSync(page, { throwIfNoEntry: false })
  if (!made) return false
  return filesIn(sources.map((source) => join(root, source))).every((file) => statSync(file).mtimeMs <= made.mtimeMs)
}

function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path]
    return filesIn(readdirSync(path).map((name) => join(path, name)))
  })
}

/** Prints every file of a folder with its compressed size; tells when its scripts are more than they may be. */
function report(folder: string, most: number): void {
  let script = 0
  for (const file of filesIn([folder])) {
    const bytes = gzipSync(readFileSync(file)).byteLength
    if (file.endsWith('.js')) script += bytes
    console.log(`${(bytes / 1000).toFixed(1).padStart(7)} KB gz  ${relative(join(root, 'dist'), file)}`)
  }
  if (script <= most) return
  console.error(`The scripts in ${basename(folder)} are ${script} bytes compressed; the limit is ${most}.`)
  process.exitCode = 1
}

if (import.meta.main) {
  await ensureKernels()
  await buildPages()
  await buildCustomerWindow()
  report(output, MOST_SCRIPT_BYTES)
  report(customerWindow, MOST_WINDOW_SCRIPT_BYTES)
}
