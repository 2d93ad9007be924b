import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../run.ts'

interface Locked {
  readonly version: string
  readonly integrity?: string
  readonly license?: string
}

export interface SbomSubject {
  readonly name: string
  readonly version: string
  readonly sha256: string
  /** Where the packages lie of which something is inside: `node_modules/ws`. */
  readonly packages: readonly string[]
}

/**
 * The bill of materials of one executable, CycloneDX 1.6 in JSON: every package with the version, the licence and the
 * integrity that our lock file has. It carries no time and a serial number made of its content, so that it can be compared.
 */
export function billOfMaterials({ name, version, sha256, packages }: SbomSubject): string {
  const lock = { ...locked('build-scripts/webview'), ...locked('.') }
  const components = [...packages].sort().map((path) => {
    const entry = lock[path]
    if (!entry) throw new Error(`${path} is not in a package-lock.json.`)
    return component(path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), entry)
  })
  const hashes = [{ alg: 'SHA-256', content: sha256 }]
  const subject = { type: 'application', name, version, hashes, licenses: [{ license: { id: 'MIT' } }] }
  const body = { metadata: { component: subject }, components }
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(body))}`
  const head = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber, version: 1 }
  return `${JSON.stringify({ ...head, ...body }, null, 2)}\n`
}

function locked(folder: string): Record<string, Locked> {
  return JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')).packages
}

function component(packageName: string, { version, integrity, license }: Locked) {
  const [, digest = ''] = /^sha512-(.+)$/.exec(integrity ?? '') ?? []
  return {
    type: 'library',
    name: packageName,
    version,
    purl: `pkg:npm/${packageName.replace('@', '%40')}@${version}`,
    ...(digest && { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }),
    ...(license && { licenses: [{ expression: license }] }),
  }
}

/** A name-based UUID, laid out as RFC 9562 wants its version 8. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
