import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CPU_ARM64, MachOError, readMachO } from '../../../../build-scripts/package-applet/macho.ts'
import { signMachO } from '../../../../build-scripts/package-applet/macho-sign.ts'
import { verifyMachO } from '../../../../build-scripts/package-applet/macho-verify.ts'
import { AT, machOSample, withUint32 } from './macho-sample.ts'

const identifier = 'org.example.sample'

test('reads where commands, segments and the signature lie', () => {
  const image = readMachO(machOSample({ room: 64, linkEditBytes: 2100 }))
  expect(image).toMatchObject({
    cpu: CPU_ARM64,
    isExecutable: true,
    commandCount: 2,
    commandsEnd: 256,
    contentStart: 320,
  })
  expect(image.text).toMatchObject({ name: '__TEXT', fileOffset: 0, fileSize: 12_288 })
  expect(image.linkEdit).toMatchObject({ name: '__LINKEDIT', fileOffset: 12_288, fileSize: 2100 })
  expect(image.signature).toBeUndefined()
})

describe('a file that lies about itself is refused', () => {
  const sample = machOSample()
  const signed = signMachO(sample, { identifier })
  test.each<[what: string, bytes: Uint8Array]>([
    ['nothing at all', new Uint8Array()],
    ['another magic number', withUint32(sample, 0, 0xcafebabe)],
    ['four thousand million commands', withUint32(sample, AT.commandCount, 0xffffffff)],
    ['commands longer than the file', withUint32(sample, AT.commandsSize, 0xffffffff)],
    ['a command of size 0', withUint32(sample, AT.textCommand + 4, 0)],
    ['a command of an odd size', withUint32(withUint32(sample, AT.linkEditCommand + 4, 76), AT.commandsSize, 228)],
    ['a command longer than all', withUint32(sample, AT.textCommand + 4, 0xfffffff8)],
    ['four thousand million sections', withUint32(sample, AT.textSectionCount, 0xffffffff)],
    ['a header alone that counts commands', withUint32(sample, AT.commandsSize, 0).subarray(0, 32)],
    [
      'a segment without fields',
      withUint32(withUint32(withUint32(sample, 36, 8), AT.commandCount, 1), AT.commandsSize, 8).subarray(0, 40),
    ],
    ['a segment beyond the end', withUint32(sample, AT.linkEditCommand + 48, 2101)],
    ['a segment beyond all numbers', withUint32(sample, AT.linkEditCommand + 52, 0xffffffff)],
    ['no __LINKEDIT', withUint32(sample, AT.linkEditCommand + 8, 0x41414141)],
    ['a file that is cut off', sample.subarray(0, 13_000)],
    ['a signature beyond the end', withUint32(signed, AT.commandsEnd + 12, 0xffffffff)],
    ['a signature command without a size', withUint32(withUint32(signed, AT.commandsEnd + 4, 8), AT.commandsSize, 232)],
  ])('%s', (_, bytes) => {
    expect(() => readMachO(bytes)).toThrow(MachOError)
  })
})

test('a segment without bytes in the file takes no room there', () => {
  const empty = withUint32(withUint32(machOSample(), AT.linkEditCommand + 40, 260), AT.linkEditCommand + 48, 0)
  expect(readMachO(empty)).toMatchObject({ contentStart: 320, linkEdit: { fileOffset: 260, fileSize: 0 } })
})

test('a segment with as many sections as it likes is read', () => {
  const sections = 300_000
  const sample = machOSample()
  const bytes = new Uint8Array(sample.byteLength + sections * 80)
  bytes.set(sample.subarray(AT.linkEditCommand, AT.commandsEnd), AT.textCommand)
  const text = AT.textCommand + 72
  bytes.set(sample.subarray(0, AT.textCommand))
  bytes.set(sample.subarray(AT.textCommand, AT.linkEditCommand), text)
  const view = new DataView(bytes.buffer)
  view.setUint32(AT.commandsSize, 72 + 72 + sections * 80, true)
  view.setUint32(text + 4, 72 + sections * 80, true)
  view.setUint32(text + 64, sections, true)
  expect(readMachO(bytes)).toMatchObject({ commandsEnd: 176 + sections * 80, contentStart: 320 })
})

describe('whatever the bytes are, the answer is a verdict, a signed file or our own error', () => {
  const attempts = [readMachO, verifyMachO, (bytes: Uint8Array) => signMachO(bytes, { identifier })]

  function expectNoSurprise(bytes: Uint8Array) {
    for (const attempt of attempts) {
      try {
        attempt(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(MachOError)
      }
    }
  }

  test('for any bytes behind a header', () => {
    const header = machOSample().subarray(0, 32)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (rest) => expectNoSurprise(Uint8Array.from([...header, ...rest]))),
      { numRuns: 2000 },
    )
  })

  test('for a signed file with some numbers changed', () => {
    const signed = signMachO(machOSample(), { identifier, entitlements: { a: true } })
    const signatureAt = readMachO(signed).signature?.offset ?? 0
    const place = fc.oneof(
      fc.nat(AT.commandsEnd / 4 + 3).map((word) => word * 4),
      fc.nat(60).map((word) => signatureAt + word * 4),
    )
    const value = fc.oneof(fc.nat(120), fc.constantFrom(0xffffffff, 0x7fffffff, 0x01000000), fc.nat(0xffffffff))
    const change = fc.tuple(place, value, fc.boolean())
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(signed.byteLength), (changes, cut) => {
        const changed = changes.reduce((bytes, [at, number, little]) => withUint32(bytes, at, number, little), signed)
        expectNoSurprise(changed)
        expectNoSurprise(changed.subarray(0, cut))
      }),
      { numRuns: 3000 },
    )
  })
})
