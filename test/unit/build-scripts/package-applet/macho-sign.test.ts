import { describe, expect, test } from 'vitest'
import { CPU_ARM64, MachOError, readMachO } from '../../../../build-scripts/package-applet/macho.ts'
import { readSignature, SLOT } from '../../../../build-scripts/package-applet/macho-blobs.ts'
import { readCodeDirectory } from '../../../../build-scripts/package-applet/macho-code-directory-reader.ts'
import { V8_ENTITLEMENTS } from '../../../../build-scripts/package-applet/macho-entitlements.ts'
import { signMachO } from '../../../../build-scripts/package-applet/macho-sign.ts'
import { verifyMachO } from '../../../../build-scripts/package-applet/macho-verify.ts'
import { AT, machOSample, withUint32 } from './macho-sample.ts'

/** Of the signature, once there is one. */
const COMMAND = AT.commandsEnd
const CPU_X64 = 0x01000007
const identifier = 'org.example.sample'

function signatureOf(signed: Uint8Array) {
  const { signature } = readMachO(signed)
  const blobs = readSignature(signed.subarray(signature?.offset))
  return { blobs, directory: readCodeDirectory(blobs.get(SLOT.codeDirectory) ?? new Uint8Array()) }
}

test('every byte before the signature is hashed, and nothing but the load command and __LINKEDIT is changed', () => {
  const sample = machOSample()
  const signed = signMachO(sample, { identifier })
  expect(verifyMachO(signed)).toEqual({ identifier, pages: 4, problems: [] })
  expect(signed.subarray(320, sample.byteLength)).toEqual(sample.subarray(320))
  expect(readMachO(signed)).toMatchObject({ commandCount: 3, commandsEnd: 272, contentStart: 320 })
  expect(readMachO(signed).text).toEqual(readMachO(sample).text)
})

test('the signature is ad hoc, with no requirements, and lies at a multiple of 16 at the end of __LINKEDIT', () => {
  const signed = signMachO(machOSample({ linkEditBytes: 2101 }), { identifier })
  const { linkEdit, signature } = readMachO(signed)
  expect(signature?.offset).toBe(14_400)
  expect((signature?.offset ?? 0) + (signature?.size ?? 0)).toBe(signed.byteLength)
  expect(linkEdit.fileOffset + linkEdit.fileSize).toBe(signed.byteLength)
  const { blobs, directory } = signatureOf(signed)
  expect([...blobs.keys()]).toEqual([SLOT.codeDirectory, SLOT.requirements, SLOT.cms])
  expect(directory).toMatchObject({ flags: 2, pageBytes: 4096, algorithm: 'sha256', codeLimit: 14_400 })
  expect(directory.execSegment).toEqual({ fileOffset: 0, fileSize: 12_288, isMain: true })
})

test.each([
  { cpu: CPU_ARM64, vmSize: 0x8000 },
  { cpu: CPU_X64, vmSize: 0x5000 },
])('__LINKEDIT takes whole pages of its processor in memory: $cpu', ({ cpu, vmSize }) => {
  const signed = signMachO(machOSample({ cpu, linkEditBytes: 0x4000 }), { identifier })
  expect(readMachO(signed).linkEdit.vmSize).toBe(vmSize)
})

test('a second signature replaces the first', () => {
  const once = signMachO(machOSample(), { identifier: 'org.example.first', entitlements: V8_ENTITLEMENTS })
  const twice = signMachO(once, { identifier })
  expect(verifyMachO(twice)).toEqual({ identifier, pages: 4, problems: [] })
  expect(twice).toEqual(signMachO(machOSample(), { identifier }))
})

test('entitlements are there twice, as XML and as DER, and both are hashed', () => {
  const { blobs, directory } = signatureOf(signMachO(machOSample(), { identifier, entitlements: V8_ENTITLEMENTS }))
  expect([...blobs.keys()]).toEqual([0, SLOT.requirements, SLOT.entitlements, SLOT.entitlementsDer, SLOT.cms])
  expect([...directory.specials.keys()]).toEqual([SLOT.requirements, SLOT.entitlements, SLOT.entitlementsDer])
})

test('reads from anywhere in a larger buffer', () => {
  const sample = machOSample()
  const larger = new Uint8Array(sample.byteLength + 20).fill(0xff)
  larger.set(sample, 7)
  const signed = signMachO(larger.subarray(7, 7 + sample.byteLength), { identifier })
  expect(signed).toEqual(signMachO(sample, { identifier }))
})

describe('what cannot be signed is an error that says why', () => {
  const signed = signMachO(machOSample(), { identifier })
  test.each<[bytes: Uint8Array, why: RegExp]>([
    [machOSample({ room: 15 }), /no room for a load command/],
    [Uint8Array.from(machOSample(), (byte, at) => (at === 271 ? 1 : byte)), /no room for a load command/],
    [Uint8Array.from([...machOSample(), 0]), /bytes after the last segment/],
    [Uint8Array.from([...signed, 0]), /bytes after the last segment/],
    [withUint32(signed, COMMAND + 12, 16), /old signature is not at the end/],
    [withUint32(withUint32(signed, COMMAND + 8, 4096), COMMAND + 12, signed.byteLength - 4096), /old signature is not/],
    [new Uint8Array(40), /no 64-bit Mach-O/],
  ])('%#: %2$s', (bytes, why) => {
    expect(() => signMachO(bytes, { identifier })).toThrow(why)
    expect(() => signMachO(bytes, { identifier })).toThrow(MachOError)
  })

  test('sixteen bytes are room enough', () => {
    expect(verifyMachO(signMachO(machOSample({ room: 16 }), { identifier })).problems).toEqual([])
  })

  test('an identifier that is none', () => {
    expect(() => signMachO(machOSample(), { identifier: 'has space' })).toThrow('cannot identify')
  })
})
