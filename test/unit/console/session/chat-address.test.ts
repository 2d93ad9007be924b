import { beforeEach, expect, test } from 'vitest'
import { ChatAddress } from '../../../../src/console/session/chat-address.ts'

const URL = 'https://example.com/help'

let sent: string[]
let address: ChatAddress

beforeEach(() => {
  sent = []
  address = new ChatAddress(({ url }) => void sent.push(url))
})

test('what is to be opened is sent, and waits for the customer', () => {
  address.open(URL)
  expect(sent).toEqual([URL])
  expect(address.sent.value).toEqual({ url: URL, state: 'requested' })
  address.asked()
  expect(address.sent.value).toEqual({ url: URL, state: 'asked' })
  expect(address.isPending.value).toBe(true)
})

test.each(['yes', 'no', 'timeout'] as const)('the answer "%s" is known of the address it was about', (answer) => {
  address.open(URL)
  address.asked()
  address.answered(answer)
  expect(address.sent.value).toEqual({ url: URL, state: answer })
  expect(address.isPending.value).toBe(false)
})

test('while the customer is asked about one no other is sent; afterwards it is', () => {
  address.open(URL)
  address.open('https://example.com/other')
  expect(sent).toEqual([URL])
  address.answered('no')
  address.open('https://example.com/other')
  expect(sent).toHaveLength(2)
  expect(address.sent.value?.state).toBe('requested')
})

test('when the conversation is over before the answer nobody knows it; an answer that came stays', () => {
  address.open(URL)
  address.closed()
  expect(address.sent.value?.state).toBe('unknown')
  address.open(URL)
  address.answered('yes')
  address.closed()
  expect(address.sent.value?.state).toBe('yes')
})

test('an answer that nobody asked for changes nothing', () => {
  address.asked()
  address.answered('yes')
  expect(address.sent.value).toBeUndefined()
  address.open(URL)
  address.answered('no')
  address.answered('yes')
  expect(address.sent.value?.state).toBe('no')
})
