import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeZip } from '../../../../build-scripts/package-applet/zip.ts'
import { readZip } from './zip-reader.ts'

test('files come back with their names, modes and bytes, in order', () => {
  const entry = fc.record({
    path: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    mode: fc.constantFrom(0o644, 0o755, 0o600),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(5000).map((size) => new Uint8Array(size)),
    ),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      expect(readZip(writeZip(entries)).map(({ path, mode, bytes }) => ({ path, mode, bytes }))).toEqual(entries)
    }),
  )
})

test('what gets smaller is deflated, what does not is stored', () => {
  const zeros = { path: 'zeros', mode: 0o644, bytes: new Uint8Array(4000) }
  const one = { path: 'one', mode: 0o644, bytes: Uint8Array.of(7) }
  expect(readZip(writeZip([zeros, one])).map(({ method }) => method)).toEqual([8, 0])
})

test('every file is of 1 January 1980, midnight, so that no clock is in the zip', () => {
  const [entry] = readZip(writeZip([{ path: 'a', mode: 0o644, bytes: new Uint8Array() }]))
  expect(entry).toMatchObject({ dosDate: 0b0000000_0001_00001, dosTime: 0 })
})

test('the zip says that a Unix made it, or nobody would look at the mode, and that names are UTF-8', () => {
  const zip = Buffer.from(writeZip([{ path: 'run', mode: 0o755, bytes: new Uint8Array() }]))
  const directoryAt = zip.readUInt32LE(zip.byteLength - 6)
  expect(zip.readUInt16LE(directoryAt + 8)).toBe(1 << 11)
  expect(zip.readUInt8(directoryAt + 5)).toBe(3)
  expect(zip.readUInt32LE(directoryAt + 38) >>> 16).toBe(0o100755)
})

test('more files than a zip can count are refused', () => {
  const entries = Array.from({ length: 0x10000 }, () => ({ path: 'a', mode: 0o644, bytes: new Uint8Array() }))
  expect(() => writeZip(entries)).toThrow(RangeError)
})
