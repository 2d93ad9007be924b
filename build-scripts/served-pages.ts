import { readFileSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describePages, sha256 } from './pages-manifest.ts'

/** Milliseconds for one file. */
const ANSWER_MS = 20_000

/** Where the broker shows each page. The one after a right code it shows to nobody else. */
const ADDRESSES: Readonly<Record<string, string>> = { 'index.html': '/', 'console.html': '/console' }
export const UNSEEN = 'download.html'

/** How what a broker serves differs from a folder of built pages; empty: not at all, as far as can be asked for. */
export async function differencesFrom(folder: string, broker: string): Promise<string[]> {
  const found: string[] = []
  for (const [path, hash] of Object.entries(describePages(folder).files)) {
    // `index.de.html` is what `index.html` is for whoever reads German.
    const [, name, language = 'en'] = /^(\w+)\.(\w+)\.html$/.exec(path) ?? []
    const page = name === undefined ? path : `${name}.html`
    if (page === UNSEEN) continue
    const { status, body } = await get(new URL(ADDRESSES[page] ?? `/${path}`, broker), language)
    const same = path.endsWith('.html')
      ? matchesTemplate(body.toString(), readFileSync(join(folder, path), 'utf8'))
      : sha256(body) === hash
    if (status !== 200) found.push(`${path}: the broker answers ${status}`)
    else if (!same) found.push(`${path}: the broker serves something else`)
  }
  return found
}

/** Where the broker fills in, plain text is fine: no tag and no end of an attribute. Everything else must be as it was built. */
export function matchesTemplate(served: string, built: string): boolean {
  const fixed = built.split(/\{\{\w+\}\}/).map((part) => RegExp.escape(part))
  return new RegExp(`^${fixed.join(`[^<>"']*`)}$`).test(served)
}

/** As it comes, without any compression, so that nothing untrusted is unpacked. */
async function get(url: URL, language: string): Promise<{ status: number | undefined; body: Buffer }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const headers = { 'accept-language': language }
  return new Promise((resolve, reject) => {
    request(url, { agent: false, signal: AbortSignal.timeout(ANSWER_MS), headers }, (response) => {
      buffer(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    })
      .once('error', reject)
      .end()
  })
}
