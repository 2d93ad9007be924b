import { expect, test } from 'vitest'
import { requestedRange } from '../../../../src/broker/download/byte-range.ts'

const FILE = { bytes: 100, etag: '"a"' }

test.each<[string | undefined, unknown]>([
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=40-', { start: 40, end: 99 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=90-200', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,5-6', undefined],
  ['bytes=a-b', undefined],
  ['bytes=99999999999999999999-', undefined],
  ['lines=1-2', undefined],
  [undefined, undefined],
])('%s', (range, expected) => {
  expect(requestedRange(range === undefined ? {} : { range }, FILE)).toEqual(expected)
})

test('a part of what has changed since is not asked for any more', () => {
  expect(requestedRange({ range: 'bytes=40-', 'if-range': '"a"' }, FILE)).toEqual({ start: 40, end: 99 })
  expect(requestedRange({ range: 'bytes=40-', 'if-range': '"b"' }, FILE)).toBeUndefined()
  expect(requestedRange({ range: 'bytes=40-', 'if-range': 'W/"a"' }, FILE)).toBeUndefined()
})
