import { beforeAll, expect, test, vi } from 'vitest'
import { fileSize } from '../../../../src/console/files/file-size.ts'

beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }))

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 KB'],
  [1500, '1.5 KB'],
  [20_000_000, '20 MB'],
  [1_073_741_824, '1.1 GB'],
  [64_000_000_000, '64 GB'],
])('%i bytes are read as %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words)
})
