import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPages } from './build.ts'
import { describePages } from './pages-manifest.ts'
import { root } from './run.ts'
import { differencesFrom, UNSEEN } from './served-pages.ts'

/**
 * `node build-scripts/verify-console.ts URL [--root SHA256]`: builds the pages of this checkout and compares them with what
 * the broker at URL serves; with `--root` also with the number that was published for the release.
 */
const { values, positionals } = parseArgs({ options: { root: { type: 'string' } }, allowPositionals: true })
const [url] = positionals
if (url === undefined || !URL.canParse(url)) {
  console.error('Say which broker: node build-scripts/verify-console.ts https://support.example.com')
  process.exit(2)
}

const pages = join(root, 'dist/pages')
await buildPages()
const { root: built } = describePages(pages)
const problems = await differencesFrom(pages, url)
if (values.root !== undefined && values.root !== built) problems.push(`this checkout builds ${built}`)
for (const problem of problems) console.error(problem)
console.log(`${built}  this checkout's pages (${UNSEEN} is shown only after a right code and was not compared)`)
console.log(problems.length === 0 ? `${url} serves the same.` : `${url} does NOT serve the same.`)
process.exitCode = problems.length === 0 ? 0 : 1
