import { describe, expect, test } from 'vitest'
import { MachOError, readMachO } from '../../../../build-scripts/package-applet/macho.ts'
import { encodeBlob, MAGIC, readSignature, SLOT } from '../../../../build-scripts/package-applet/macho-blobs.ts'
import { readCodeDirectory } from '../../../../build-scripts/package-applet/macho-code-directory-reader.ts'
import { signMachO } from '../../../../build-scripts/package-applet/macho-sign.ts'
import { verifyMachO } from '../../../../build-scripts/package-applet/macho-verify.ts'
import { AT, machOSample, withFlippedBit, withUint32 } from './macho-sample.ts'

const infoPlist = Buffer.from('info')
const codeResources = Buffer.from('resources')
const signed = signMachO(machOSample(), { identifier: 'org.example.sample', entitlements: { a: true } })
const sealed = signMachO(machOSample(), { identifier: 'org.example.sample', infoPlist, codeResources })
const signatureAt = readMachO(signed).signature?.offset ?? 0

function positionOf(slot: number): number {
  const blob = readSignature(signed.subarray(signatureAt)).get(slot)
  return (blob?.byteOffset ?? 0) - signed.byteOffset
}

/** The last of five entries in the signature's list, that of the empty certificate, made into another one. */
function withLastEntry(slot: number, offset: number): Uint8Array {
  const entryAt = signatureAt + 12 + 4 * 8
  return withUint32(withUint32(signed, entryAt, slot, false), entryAt + 4, offset, false)
}

describe('a flipped bit is found', () => {
  test.each([
    [4, 'page 0'],
    [4095, 'page 0'],
    [4096, 'page 1'],
    [signatureAt - 1, 'page 3'],
  ])('at byte %i, in %s', (at, page) => {
    expect(verifyMachO(withFlippedBit(signed, at)).problems).toEqual([
      `1 of 4 pages do not match, the first is ${page}`,
    ])
  })

  test.each([SLOT.requirements, SLOT.entitlements, SLOT.entitlementsDer])('in the blob of special slot %i', (slot) => {
    expect(verifyMachO(withFlippedBit(signed, positionOf(slot) + 9)).problems).toEqual([
      `special slot ${slot} does not match`,
    ])
  })

  test('in the limit up to which pages are hashed', () => {
    const problems = verifyMachO(withFlippedBit(signed, positionOf(SLOT.codeDirectory) + 35)).problems
    expect(problems).toContain(`hashes end at ${signatureAt + 1}, the signature begins at ${signatureAt}`)
  })

  test.each([
    ['size', 79],
    ['kind', 87],
  ])('in the %s of the executable segment', (_, at) => {
    const problems = verifyMachO(withFlippedBit(signed, positionOf(SLOT.codeDirectory) + at)).problems
    expect(problems).toEqual(['the executable segment is not __TEXT'])
  })

  test('in a second code directory too', () => {
    const directoryAt = positionOf(SLOT.codeDirectory) - signatureAt
    const twice = withLastEntry(SLOT.alternates, directoryAt)
    expect(verifyMachO(twice).problems).toEqual([])
    expect(verifyMachO(withFlippedBit(twice, 4096)).problems).toHaveLength(2)
  })
})

describe("the bundle's files are vouched for", () => {
  test('as they were signed', () => {
    expect(verifyMachO(sealed, { infoPlist, codeResources }).problems).toEqual([])
  })

  test('and not otherwise, nor when they are missing', () => {
    expect(verifyMachO(sealed, { infoPlist: Buffer.from('other'), codeResources }).problems).toEqual([
      'special slot 1 does not match',
    ])
    expect(verifyMachO(sealed, { infoPlist }).problems).toEqual([
      'special slot 3 vouches for something that is not here',
    ])
  })

  test('and a file that the signature does not know is no part of it', () => {
    expect(verifyMachO(signed, { infoPlist }).problems).toEqual(['special slot 1 does not match'])
  })
})

test('bytes behind the signature, and a segment too small in memory, are problems', () => {
  expect(verifyMachO(Uint8Array.from([...signed, 0])).problems).toEqual(['there are bytes after the last segment'])
  const longer = withUint32(Uint8Array.from([...signed, 0]), AT.linkEditCommand + 48, signed.byteLength + 1 - 3 * 4096)
  expect(verifyMachO(longer).problems).toContain('__LINKEDIT does not end with the signature')
  const small = withUint32(signed, AT.linkEditCommand + 32, 16)
  expect(verifyMachO(small).problems).toContain('__LINKEDIT is smaller in memory than in the file')
})

describe('a signature that cannot be read is refused', () => {
  const directoryAt = positionOf(SLOT.codeDirectory)
  test.each<[what: string, at: number, value: number]>([
    ['another magic number', signatureAt, 0],
    ['a length too short for a list', signatureAt + 4, 8],
    ['a length beyond its place', signatureAt + 4, 0xffffffff],
    ['four thousand million blobs', signatureAt + 8, 0xffffffff],
    ['a blob outside', signatureAt + 16, 0xffffffff],
    ['four thousand million special slots', directoryAt + 24, 0xffffffff],
    ['four thousand million pages', directoryAt + 28, 0xffffffff],
    ['an identifier outside', directoryAt + 20, 0xffffffff],
    ['hashes outside', directoryAt + 16, 0x7fffffff],
    ['an unknown kind of hash', directoryAt + 36, 0x2009000c],
    ['a code directory shorter than its version', directoryAt + 4, 60],
    ['parts of the file left out', directoryAt + 44, 4],
  ])('%s', (_, at, value) => {
    expect(() => verifyMachO(withUint32(signed, at, value, false))).toThrow(MachOError)
  })

  test('one slot used twice', () => {
    expect(() => verifyMachO(withLastEntry(SLOT.entitlements, positionOf(SLOT.entitlements) - signatureAt))).toThrow(
      'twice',
    )
  })

  test('a code directory without fields', () => {
    expect(() => readCodeDirectory(encodeBlob(MAGIC.codeDirectory))).toThrow(MachOError)
  })

  test('and so is none at all', () => {
    expect(() => verifyMachO(machOSample())).toThrow('The file has no signature.')
  })
})
