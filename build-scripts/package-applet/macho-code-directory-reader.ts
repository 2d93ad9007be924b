import { MachOError, viewOf } from './macho.ts'
import { MAGIC } from './macho-blobs.ts'
import {
  type CodeDirectory,
  type ExecSegment,
  HEADER_BYTES,
  MAIN_BINARY,
  SHA256,
  VERSION,
} from './macho-code-directory.ts'

/** Fields came with the versions: what an older directory ends before is not there. */
const FIRST_HEADER_BYTES = 44
const VERSION_WITH_SCATTER = 0x20100
const VERSION_WITH_LIMIT_64 = 0x20300

/** Hash type to a name that node:crypto knows, and how many bytes of the hash are kept. */
const ALGORITHMS: ReadonlyMap<number, readonly [name: string, bytes: number]> = new Map([
  [1, ['sha1', 20]],
  [SHA256, ['sha256', 32]],
  [3, ['sha256', 20]],
  [4, ['sha384', 48]],
])

/** The hashes are views of `blob`. Throws MachOError; never reads or allocates beyond `blob`. */
export function readCodeDirectory(blob: Uint8Array): CodeDirectory {
  const view = viewOf(blob)
  if (blob.byteLength < FIRST_HEADER_BYTES || view.getUint32(0) !== MAGIC.codeDirectory) refuse('is none')
  const version = view.getUint32(8)
  if (version >= VERSION_WITH_SCATTER && blob.byteLength < HEADER_BYTES) refuse('is cut off')
  if (version >= VERSION_WITH_SCATTER && view.getUint32(44) !== 0) refuse('leaves parts of the file out')
  const codeLimit = readCodeLimit(view, version)
  const [algorithm, hashBytes] = ALGORITHMS.get(view.getUint8(37)) ?? refuse('has an unknown kind of hash')
  if (view.getUint8(36) !== hashBytes) refuse('has hashes of a wrong size')
  const pageBytes = readPageBytes(view, codeLimit)
  return {
    flags: view.getUint32(12),
    identifier: readIdentifier(blob, view.getUint32(20)),
    codeLimit,
    pageBytes,
    algorithm,
    ...readHashes(blob, hashBytes, Math.ceil(codeLimit / pageBytes)),
    execSegment: version >= VERSION ? readExecSegment(view) : undefined,
  }
}

function refuse(why: string): never {
  throw new MachOError(`The code directory ${why}.`)
}

function readCodeLimit(view: DataView, version: number): number {
  const limit64 = version >= VERSION_WITH_LIMIT_64 ? Number(view.getBigUint64(56)) : 0
  return limit64 || view.getUint32(32)
}

/** No page size means one page as long as the file. */
function readPageBytes(view: DataView, codeLimit: number): number {
  const bits = view.getUint8(39)
  return bits === 0 ? Math.max(1, codeLimit) : 2 ** bits
}

function readIdentifier(blob: Uint8Array, at: number): string {
  const end = blob.indexOf(0, at)
  if (at < FIRST_HEADER_BYTES || end <= at) refuse('has no identifier')
  return Buffer.from(blob.subarray(at, end)).toString()
}

function readHashes(blob: Uint8Array, hashBytes: number, pages: number) {
  const view = viewOf(blob)
  const hashesAt = view.getUint32(16)
  const specialCount = view.getUint32(24)
  if (view.getUint32(28) !== pages) refuse('has not one hash for each page')
  if (hashesAt - specialCount * hashBytes < FIRST_HEADER_BYTES) refuse('has too many special slots')
  if (hashesAt + pages * hashBytes > blob.byteLength) refuse('is cut off')
  const hashAt = (index: number) => blob.subarray(hashesAt + index * hashBytes, hashesAt + (index + 1) * hashBytes)
  const specials = new Map<number, Uint8Array>()
  for (let slot = 1; slot <= specialCount; slot += 1) {
    const hash = hashAt(-slot)
    if (hash.some((byte) => byte !== 0)) specials.set(slot, hash)
  }
  return { specials, pageHashes: Array.from({ length: pages }, (_, page) => hashAt(page)) }
}

function readExecSegment(view: DataView): ExecSegment {
  return {
    fileOffset: Number(view.getBigUint64(64)),
    fileSize: Number(view.getBigUint64(72)),
    isMain: (view.getBigUint64(80) & MAIN_BINARY) !== 0n,
  }
}
