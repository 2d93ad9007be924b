import { hash } from 'node:crypto'
import { viewOf } from './macho.ts'
import { encodeBlob, MAGIC } from './macho-blobs.ts'

/**
 * The part of a signature that all else hangs on: a hash for each page of the file up to `codeLimit`, and one for each special
 * slot, which lie before the pages' hashes with the highest slot first. From Apple's cs_blobs.h (xnu).
 */
export interface CodeDirectory {
  readonly flags: number
  readonly identifier: string
  /** Bytes of the file that are hashed. */
  readonly codeLimit: number
  readonly pageBytes: number
  /** A name that node:crypto knows. */
  readonly algorithm: string
  /** Slot to hash; a slot that is not used has none. */
  readonly specials: ReadonlyMap<number, Uint8Array>
  readonly pageHashes: readonly Uint8Array[]
  /** What the kernel lets run: the segment __TEXT. Absent in signatures older than version 0x20400. */
  readonly execSegment: ExecSegment | undefined
}

export interface ExecSegment {
  readonly fileOffset: number
  readonly fileSize: number
  /** Whether it is a program and no library. */
  readonly isMain: boolean
}

/** Signed by nobody: the hashes hold, and no certificate stands behind them. */
const ADHOC = 0x2

export const MAIN_BINARY = 1n
export const SHA256 = 2
/** From this version on there is an executable segment. */
export const VERSION = 0x20400
export const HEADER_BYTES = 88
const PAGE_BYTES = 4096
const PAGE_BITS = 12
const SHA256_BYTES = 32

export interface CodeDirectoryContent {
  readonly identifier: string
  /** All of the file that is hashed, so its length is the code limit. */
  readonly code: Uint8Array
  /** Slot to what it hashes. */
  readonly specials: ReadonlyMap<number, Uint8Array>
  readonly execSegment: ExecSegment
}

export function codeDirectoryBytes(
  identifier: string,
  codeLimit: number,
  specials: ReadonlyMap<number, unknown>,
): number {
  const hashes = Math.max(0, ...specials.keys()) + Math.ceil(codeLimit / PAGE_BYTES)
  return HEADER_BYTES + Buffer.byteLength(identifier) + 1 + hashes * SHA256_BYTES
}

/** Ad hoc, version 0x20400, SHA-256, pages of 4096 bytes on both Macs (macOS wants that also where memory has 16 KiB pages). */
export function encodeCodeDirectory({ identifier, code, specials, execSegment }: CodeDirectoryContent): Uint8Array {
  const specialCount = Math.max(0, ...specials.keys())
  const directory = new Uint8Array(codeDirectoryBytes(identifier, code.byteLength, specials))
  const view = viewOf(directory)
  const hashesAt = HEADER_BYTES + Buffer.byteLength(identifier) + 1 + specialCount * SHA256_BYTES
  directory.set(encodeBlob(MAGIC.codeDirectory).subarray(0, 4))
  view.setUint32(4, directory.byteLength)
  view.setUint32(8, VERSION)
  view.setUint32(12, ADHOC)
  view.setUint32(16, hashesAt)
  view.setUint32(20, HEADER_BYTES)
  view.setUint32(24, specialCount)
  view.setUint32(28, Math.ceil(code.byteLength / PAGE_BYTES))
  view.setUint32(32, code.byteLength)
  view.setUint8(36, SHA256_BYTES)
  view.setUint8(37, SHA256)
  view.setUint8(39, PAGE_BITS)
  view.setBigUint64(64, BigInt(execSegment.fileOffset))
  view.setBigUint64(72, BigInt(execSegment.fileSize))
  view.setBigUint64(80, execSegment.isMain ? MAIN_BINARY : 0n)
  directory.set(Buffer.from(identifier), HEADER_BYTES)
  for (const [slot, content] of specials)
    directory.set(hash('sha256', content, 'buffer'), hashesAt - slot * SHA256_BYTES)
  for (let at = 0, to = hashesAt; at < code.byteLength; at += PAGE_BYTES, to += SHA256_BYTES) {
    directory.set(hash('sha256', code.subarray(at, at + PAGE_BYTES), 'buffer'), to)
  }
  return directory
}
