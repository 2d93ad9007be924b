import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAME = 'manifest.json'

/** What the pages are made of. One number, the root, stands for all of it and can be published with a release. */
export interface PagesManifest {
  readonly root: string
  /** SHA-256 of each file, in hex, by its path below the folder. */
  readonly files: Readonly<Record<string, string>>
}

/** The root is what `sha256sum` prints for these files in the order of their names, hashed once more. */
export function describePages(folder: string): PagesManifest {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== NAME && statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const files = Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]))
  const lines = Object.entries(files).map(([path, hash]) => `${hash}  ${path}\n`)
  return { root: sha256(lines.join('')), files }
}

export function writePagesManifest(folder: string): PagesManifest {
  const manifest = describePages(folder)
  writeFileSync(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
