import { CPU_ARM64, LC_CODE_SIGNATURE, type MachO, MachOError, readMachO, viewOf } from './macho.ts'
import { type Blobs, encodeBlob, encodeSignature, MAGIC, SLOT, signatureBytes } from './macho-blobs.ts'
import { codeDirectoryBytes, encodeCodeDirectory } from './macho-code-directory.ts'
import { type Entitlements, encodeEntitlements, encodeEntitlementsDer } from './macho-entitlements.ts'

export interface SignOptions {
  /** What macOS calls this program in its own lists, such as `org.example.support`: letters, digits, dots and hyphens. */
  readonly identifier: string
  readonly entitlements?: Entitlements
  /** The files of the bundle that the signature vouches for. Without them macOS calls a signed bundle damaged. */
  readonly infoPlist?: Uint8Array
  readonly codeResources?: Uint8Array
}

const COMMAND_BYTES = 16
const ALIGNMENT = 16
const MOST_BYTES = 0xffffffff
const NO_REQUIREMENTS = encodeBlob(MAGIC.requirements, new Uint8Array(4))
const NO_CERTIFICATE = encodeBlob(MAGIC.cms)

/**
 * A copy of a thin 64-bit Mach-O file with an ad-hoc signature: no certificate, so Gatekeeper asks the user, and each build is a
 * new program to the privacy settings. A signature that is there already is replaced. The same input gives the same bytes.
 * Throws MachOError where the file is none, has no room for the load command, or carries bytes after its last segment.
 */
export function signMachO(bytes: Uint8Array, options: SignOptions): Uint8Array {
  if (!/^[\w.-]+$/.test(options.identifier)) throw new MachOError(`"${options.identifier}" cannot identify a program.`)
  const image = readMachO(bytes)
  const codeEnd = endOfCode(bytes, image)
  const codeLimit = roundUp(codeEnd, ALIGNMENT)
  const blobs = blobsOf(options)
  const specials = specialsOf(options, blobs)
  const directoryBytes = codeDirectoryBytes(options.identifier, codeLimit, specials)
  const sizes = [directoryBytes, ...[...blobs.values()].map((blob) => blob.byteLength)]
  const place = { offset: codeLimit, size: roundUp(signatureBytes(sizes), ALIGNMENT) }
  if (place.offset + place.size > MOST_BYTES) throw new MachOError('A file of 4 GiB or more cannot be signed.')

  const signed = new Uint8Array(place.offset + place.size)
  signed.set(bytes.subarray(0, codeEnd))
  placeCommand(signed, image, place)
  growLinkEdit(signed, image)
  // The header and the commands are hashed too, so the hashes come after them.
  const directory = encodeCodeDirectory({
    identifier: options.identifier,
    code: signed.subarray(0, codeLimit),
    specials,
    execSegment: { ...image.text, isMain: image.isExecutable },
  })
  signed.set(encodeSignature(new Map([[SLOT.codeDirectory, directory], ...blobs])), codeLimit)
  return signed
}

function endOfCode(bytes: Uint8Array, { linkEdit, signature }: MachO): number {
  const end = linkEdit.fileOffset + linkEdit.fileSize
  if (end !== bytes.byteLength)
    throw new MachOError('There are bytes after the last segment, which no signature would cover.')
  if (!signature) return end
  if (signature.offset < linkEdit.fileOffset || signature.offset + signature.size !== end) {
    throw new MachOError('The old signature is not at the end of the file.')
  }
  return signature.offset
}

function blobsOf({ entitlements }: SignOptions): Map<number, Uint8Array> {
  const blobs = new Map<number, Uint8Array>([[SLOT.requirements, NO_REQUIREMENTS]])
  if (entitlements) {
    blobs.set(SLOT.entitlements, encodeEntitlements(entitlements))
    blobs.set(SLOT.entitlementsDer, encodeEntitlementsDer(entitlements))
  }
  return blobs.set(SLOT.cms, NO_CERTIFICATE)
}

/** All that is hashed beside the pages: the blobs, but for the one that would hold the certificate, and the bundle's files. */
function specialsOf({ infoPlist, codeResources }: SignOptions, blobs: Blobs): Map<number, Uint8Array> {
  const specials = new Map([...blobs].filter(([slot]) => slot !== SLOT.cms))
  if (infoPlist) specials.set(SLOT.infoPlist, infoPlist)
  if (codeResources) specials.set(SLOT.codeResources, codeResources)
  return specials
}

function placeCommand(
  signed: Uint8Array,
  image: MachO,
  place: { readonly offset: number; readonly size: number },
): void {
  const view = viewOf(signed)
  const at = image.signature?.commandAt ?? addCommand(signed, image)
  view.setUint32(at + 8, place.offset, true)
  view.setUint32(at + 12, place.size, true)
}

/** Linkers leave some zeros between the load commands and the first section; what is not zero belongs to somebody. */
function addCommand(signed: Uint8Array, { commandsEnd, contentStart, commandCount }: MachO): number {
  const room = signed.subarray(commandsEnd, Math.min(commandsEnd + COMMAND_BYTES, contentStart))
  if (room.byteLength < COMMAND_BYTES || room.some((byte) => byte !== 0)) {
    throw new MachOError(
      `There is no room for a load command of ${COMMAND_BYTES} bytes before the content at ${contentStart}.`,
    )
  }
  const view = viewOf(signed)
  view.setUint32(16, commandCount + 1, true)
  view.setUint32(20, view.getUint32(20, true) + COMMAND_BYTES, true)
  view.setUint32(commandsEnd, LC_CODE_SIGNATURE, true)
  view.setUint32(commandsEnd + 4, COMMAND_BYTES, true)
  return commandsEnd
}

/** In memory a segment takes whole pages: 16 KiB on Apple's own processors, 4 KiB on Intel's. */
function growLinkEdit(signed: Uint8Array, { cpu, linkEdit }: MachO): void {
  const view = viewOf(signed)
  const fileSize = signed.byteLength - linkEdit.fileOffset
  view.setBigUint64(linkEdit.commandAt + 32, BigInt(roundUp(fileSize, cpu === CPU_ARM64 ? 0x4000 : 0x1000)), true)
  view.setBigUint64(linkEdit.commandAt + 48, BigInt(fileSize), true)
}

function roundUp(size: number, step: number): number {
  return Math.ceil(size / step) * step
}
