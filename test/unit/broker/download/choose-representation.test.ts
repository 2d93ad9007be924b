import { expect, test } from 'vitest'
import { chooseRepresentation } from '../../../../src/broker/download/choose-representation.ts'

const plain = { path: 'f', bytes: 100, encoding: 'identity' } as const
const zstd = { path: 'f.zst', bytes: 40, encoding: 'zstd' } as const
const gzip = { path: 'f.gz', bytes: 50, encoding: 'gzip' } as const
const file = { bytes: 100, sha256: '', plain, encoded: [gzip, zstd] }

test.each([
  ['gzip, deflate, br, zstd', zstd],
  ['gzip;q=1.0, zstd;q=0.1', zstd],
  ['ZSTD', zstd],
  ['zstd;q=0, gzip', gzip],
  ['zstd;q=0.000 , gzip; q=0', plain],
  ['xzstd', plain],
  ['*', plain],
  ['', plain],
  [undefined, plain],
])('%s', (accepted, expected) => {
  expect(chooseRepresentation(file, accepted)).toBe(expected)
})

test('what packing made larger is sent as it is', () => {
  const packed = { ...gzip, bytes: 101 }
  expect(chooseRepresentation({ ...file, encoded: [packed] }, 'gzip')).toBe(plain)
})
