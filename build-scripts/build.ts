import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { ensureKernels } from './build-kernels.ts'
import { PAGES, pagesConfig } from './pages.vite.ts'
import { writePagesManifest } from './pages-manifest.ts'

const root = join(import.meta.dirname, '..')
const sources = join(root, 'src')
const output = join(root, 'dist', 'pages')

/** Whatever a page is made of. */
const SOURCES = [
  'src/base',
  'src/protocol',
  'src/channel',
  'src/ui',
  'src/console',
  'src/join',
  'build-scripts/pages.vite.ts',
]

/**
 * Bytes, compressed. Past this the console no longer opens at once on a poor line, and somebody has to say why: 15 000 of
 * them are the curve that the customer's digits become a key on, 3 500 read zstd, which browsers keep to themselves, 6 500 are
 * files both ways, with a hash that browsers have only for what is in memory as a whole.
 */
const MOST_SCRIPT_BYTES = 90_000

/** Makes `dist/pages`: the pages, their assets under names that change with their content, and the manifest of all. */
export async function buildPages(): Promise<void> {
  await build(pagesConfig(output))
  for (const page of Object.values(PAGES)) {
    renameSync(join(output, relative(sources, page)), join(output, basename(page)))
  }
  for (const room of ['join', 'console']) rmSync(join(output, room), { recursive: true })
  writePagesManifest(output)
}

/** Whether no source is newer than the pages. */
export function pagesAreFresh(): boolean {
  const made = statSync(join(output, 'console.html'), { throwIfNoEntry: false })
  if (!made) return false
  return filesIn(SOURCES.map((source) => join(root, source))).every((file) => statSync(file).mtimeMs <= made.mtimeMs)
}

function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path]
    return filesIn(readdirSync(path).map((name) => join(path, name)))
  })
}

/** Prints every file with its compressed size; returns the bytes of script. */
function report(): number {
  let script = 0
  for (const file of filesIn([output])) {
    const bytes = gzipSync(readFileSync(file)).byteLength
    if (file.endsWith('.js')) script += bytes
    console.log(`${(bytes / 1000).toFixed(1).padStart(7)} KB gz  ${file.slice(output.length + 1)}`)
  }
  return script
}

if (import.meta.main) {
  await ensureKernels()
  await buildPages()
  const script = report()
  if (script > MOST_SCRIPT_BYTES) {
    console.error(`The pages' scripts are ${script} bytes compressed; the limit is ${MOST_SCRIPT_BYTES}.`)
    process.exitCode = 1
  }
}
