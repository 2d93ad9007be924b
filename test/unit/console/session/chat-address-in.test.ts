import { expect, test } from 'vitest'
import { addressIn } from '../../../../src/console/session/chat-address-in.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'

const LONG = `https://example.com/${'x'.repeat(LIMITS.urlLength)}`

test.each([
  ['https://example.com/help?id=1#top', 'https://example.com/help?id=1#top'],
  ['  http://example.com\n', 'http://example.com'],
  [LONG.slice(0, LIMITS.urlLength), LONG.slice(0, LIMITS.urlLength)],
])('%j is an address', (text, address) => {
  expect(addressIn(text)).toBe(address)
})

test.each([
  '',
  'Hello',
  'example.com',
  'look at https://example.com',
  'https://example.com https://example.org',
  'https://example.com\nhttps://example.org',
  'https://user:secret@example.com',
  'ftp://example.com',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://exam\u202eple.com',
  LONG,
])('%j is none', (text) => {
  expect(addressIn(text)).toBeUndefined()
})
