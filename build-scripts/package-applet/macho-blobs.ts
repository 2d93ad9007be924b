import { MachOError, viewOf } from './macho.ts'

/**
 * What a signature is made of: blobs of magic number, length and content, listed by slot in one outer blob. All numbers are
 * big-endian, unlike the rest of the file. From Apple's cs_blobs.h (xnu).
 */
export const MAGIC = {
  signature: 0xfade0cc0,
  codeDirectory: 0xfade0c02,
  requirements: 0xfade0c01,
  entitlements: 0xfade7171,
  entitlementsDer: 0xfade7172,
  cms: 0xfade0b01,
} as const

export const SLOT = {
  codeDirectory: 0,
  infoPlist: 1,
  requirements: 2,
  codeResources: 3,
  entitlements: 5,
  entitlementsDer: 7,
  /** Code directories with other hashes, for older systems: five slots from here. */
  alternates: 0x1000,
  cms: 0x10000,
} as const

/** Slot to whole blob, the eight bytes of its head included: that is what a code directory hashes. */
export type Blobs = ReadonlyMap<number, Uint8Array>

const HEAD_BYTES = 8
const LIST_HEAD_BYTES = 12
const LIST_ENTRY_BYTES = 8

export function encodeBlob(magic: number, content: Uint8Array = new Uint8Array()): Uint8Array {
  const blob = new Uint8Array(HEAD_BYTES + content.byteLength)
  const view = viewOf(blob)
  view.setUint32(0, magic)
  view.setUint32(4, blob.byteLength)
  blob.set(content, HEAD_BYTES)
  return blob
}

/** `sizes` are those of the whole blobs. */
export function signatureBytes(sizes: readonly number[]): number {
  return LIST_HEAD_BYTES + sizes.reduce((sum, size) => sum + LIST_ENTRY_BYTES + size, 0)
}

export function encodeSignature(blobs: Blobs): Uint8Array {
  const sizes = [...blobs.values()].map((blob) => blob.byteLength)
  const signature = new Uint8Array(signatureBytes(sizes))
  const view = viewOf(signature)
  view.setUint32(0, MAGIC.signature)
  view.setUint32(4, signature.byteLength)
  view.setUint32(8, blobs.size)
  let entryAt = LIST_HEAD_BYTES
  let blobAt = LIST_HEAD_BYTES + blobs.size * LIST_ENTRY_BYTES
  for (const [slot, blob] of blobs) {
    view.setUint32(entryAt, slot)
    view.setUint32(entryAt + 4, blobAt)
    signature.set(blob, blobAt)
    entryAt += LIST_ENTRY_BYTES
    blobAt += blob.byteLength
  }
  return signature
}

/** The blobs are views of `bytes`, which may be longer than the signature. Throws MachOError. */
export function readSignature(bytes: Uint8Array): Blobs {
  const signature = readBlob(bytes, 0)
  const view = viewOf(signature)
  if (view.getUint32(0) !== MAGIC.signature) throw new MachOError('The signature has a wrong magic number.')
  if (signature.byteLength < LIST_HEAD_BYTES) throw new MachOError('The signature is cut off.')
  const count = view.getUint32(8)
  if (signatureBytes([]) + count * LIST_ENTRY_BYTES > signature.byteLength)
    throw new MachOError('The signature is cut off.')
  const blobs = new Map<number, Uint8Array>()
  for (let entry = 0; entry < count; entry += 1) {
    const at = LIST_HEAD_BYTES + entry * LIST_ENTRY_BYTES
    const slot = view.getUint32(at)
    if (blobs.has(slot)) throw new MachOError(`The signature has slot ${slot} twice.`)
    blobs.set(slot, readBlob(signature, view.getUint32(at + 4)))
  }
  return blobs
}

function readBlob(bytes: Uint8Array, at: number): Uint8Array {
  if (at + HEAD_BYTES > bytes.byteLength) throw new MachOError('A part of the signature is cut off.')
  const size = viewOf(bytes).getUint32(at + 4)
  if (size < HEAD_BYTES || at + size > bytes.byteLength)
    throw new MachOError('A part of the signature has a wrong size.')
  return bytes.subarray(at, at + size)
}
