import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { Logger } from '../../base/logger.ts'
import { type Artefact, ENCODING_SUFFIXES, type Encoding } from '../../protocol/broker/artefacts.ts'

/** The same program in one way to send it. */
export interface Representation {
  readonly path: string
  readonly bytes: number
  readonly encoding: Encoding | 'identity'
}

export interface CheckedFile {
  /** Of the plain file, which is what the customer ends up with. */
  readonly bytes: number
  readonly sha256: string
  readonly plain: Representation
  readonly encoded: readonly Representation[]
}

const UNPACK: Readonly<Record<Representation['encoding'], () => Transform>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  zstd: createZstdDecompress,
}

/** What may be served of an artefact. What is not as the manifest says is left out and named in the log. */
export async function checkArtefact(
  folder: string,
  { file, bytes, sha256, encodings }: Artefact,
  logger: Logger,
): Promise<CheckedFile | undefined> {
  const check = async (suffix: string, encoding: Representation['encoding']) => {
    const path = join(folder, file + suffix)
    try {
      const found = { path, encoding, bytes: (await stat(path)).size }
      const unpacked = await measureUnpacked(found)
      if (unpacked.bytes === bytes && unpacked.sha256 === sha256) return found
      logger.error('this file is not what the manifest says: it is not served', { path })
    } catch (error) {
      logger.error('this file cannot be read: it is not served', { path, reason: (error as Error).message })
    }
    return undefined
  }
  const plain = await check('', 'identity')
  if (!plain) return undefined
  const encoded = []
  for (const encoding of encodings) encoded.push(await check(ENCODING_SUFFIXES[encoding], encoding))
  return { bytes, sha256, plain, encoded: encoded.filter((one) => one !== undefined) }
}

async function measureUnpacked({ path, encoding }: Representation): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(path), UNPACK[encoding](), async (unpacked: AsyncIterable<Buffer>) => {
    for await (const chunk of unpacked) {
      bytes += chunk.byteLength
      hash.update(chunk)
    }
  })
  return { bytes, sha256: hash.digest('hex') }
}
