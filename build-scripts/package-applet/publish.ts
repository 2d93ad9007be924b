import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip, constants as zlib, zstdCompress } from 'node:zlib'
import * as v from 'valibot'
import {
  ARTEFACTS_MANIFEST,
  type Artefact,
  type ArtefactsManifest,
  artefactsManifest,
  ENCODING_SUFFIXES,
  type Encoding,
  type Target,
} from '../../src/protocol/broker/artefacts.ts'

/** 2^23: browsers need not hold more of a picture of the past than 8 MiB (RFC 9659). */
const WINDOW_LOG = 23
/** Of 22. Level 19 takes nine times as long and saves a tenth. */
const LEVEL = 12

const COMPRESS: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  zstd: (bytes) =>
    promisify(zstdCompress)(bytes, {
      params: { [zlib.ZSTD_c_compressionLevel]: LEVEL, [zlib.ZSTD_c_windowLog]: WINDOW_LOG },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

/** What one encoding would send, by encoding; `plain` is the file itself. Bytes. */
export type Sizes = Readonly<Partial<Record<Encoding | 'plain', number>>>

/** Lays the file as browsers take it beside it: the same bytes are sent every time. A zip is packed already. */
export async function compressForTransfer(file: string): Promise<Sizes> {
  const bytes = readFileSync(file)
  if (file.endsWith('.zip')) return { plain: bytes.length }
  const encode = async (encoding: Encoding) => {
    const packed = await COMPRESS[encoding](bytes)
    writeFileSync(file + ENCODING_SUFFIXES[encoding], packed)
    return packed.length
  }
  const [zstd, gzip] = await Promise.all([encode('zstd'), encode('gzip')])
  return { plain: bytes.length, zstd, gzip }
}

export function describeArtefact(target: Target, file: string): Artefact {
  const bytes = readFileSync(file)
  const encodings: Encoding[] = file.endsWith('.zip') ? [] : ['zstd', 'gzip']
  return { target, file: basename(file), bytes: bytes.length, sha256: sha256Of(bytes), encodings }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes the folder's manifest and checksums; a target that was packaged before under the same name and version stays in it. */
export function writeManifest(out: string, made: ArtefactsManifest): void {
  const file = join(out, ARTEFACTS_MANIFEST)
  const before = existsSync(file) ? v.safeParse(artefactsManifest, JSON.parse(readFileSync(file, 'utf8'))) : undefined
  const isSameRelease = before?.success && before.output.name === made.name && before.output.version === made.version
  const targets = new Set(made.artefacts.map(({ target }) => target))
  const others = isSameRelease ? before.output.artefacts.filter(({ target }) => !targets.has(target)) : []
  const artefacts = [...others, ...made.artefacts].sort((a, b) => (a.target < b.target ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(v.parse(artefactsManifest, { ...made, artefacts }), null, 2)}\n`)
  const files = artefacts.flatMap(({ file }) => [file, `${file}.cdx.json`])
  const sums = files.map((name) => `${sha256Of(readFileSync(join(out, name)))}  ${name}\n`)
  writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
}
