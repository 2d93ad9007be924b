import { expect, test } from 'vitest'
import { Chat } from '../../../../src/console/session/chat.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'

function recorded() {
  const sent: string[] = []
  let time = 0
  const chat = new Chat(
    (message) => void sent.push(message.text),
    () => ++time,
  )
  const texts = () => chat.lines.value.map(({ text }) => text)
  return { chat, sent, texts }
}

test('a line is trimmed, sent and shown', () => {
  const { chat, sent } = recorded()
  chat.say('  Hello Zoë\nHow are you? ')
  expect(sent).toEqual(['Hello Zoë\nHow are you?'])
  expect(chat.lines.value).toMatchObject([{ from: 'technician', time: 1, text: 'Hello Zoë\nHow are you?' }])
})

test('blank text is not sent', () => {
  const { chat, sent } = recorded()
  chat.say('')
  chat.say(' \n\t ')
  expect(sent).toEqual([])
  expect(chat.lines.value).toEqual([])
})

test('what is too long for one message becomes several, in order and without loss', () => {
  const { chat, sent, texts } = recorded()
  const text = `${'xy'.repeat(LIMITS.chatText)}z`
  chat.say(text)
  expect(sent.map(({ length }) => length)).toEqual([LIMITS.chatText, LIMITS.chatText, 1])
  expect(sent.join('')).toBe(text)
  expect(texts()).toEqual(sent)
})

test('no piece is cut through a character, and none is blank', () => {
  const { chat, sent } = recorded()
  chat.say(`${'x'.repeat(LIMITS.chatText - 1)}😀`)
  expect(sent).toEqual(['x'.repeat(LIMITS.chatText - 1), '😀'])
  chat.say(`a${' '.repeat(3 * LIMITS.chatText)}b`)
  expect(sent.slice(2)).toEqual(['a', 'b'])
})

test('lines stand as they were sent and came in, whatever the clocks say', () => {
  const { chat, texts } = recorded()
  chat.heard({ time: 9000, text: 'from a clock that is ahead' })
  chat.say('now')
  chat.heard({ time: 3, text: 'from a clock that is behind' })
  expect(texts()).toEqual(['from a clock that is ahead', 'now', 'from a clock that is behind'])
  expect(chat.lines.value.map(({ from }) => from)).toEqual(['customer', 'technician', 'customer'])
})

test('lines that say the same are told apart', () => {
  const { chat } = recorded()
  chat.heard({ time: 1, text: 'yes' })
  chat.heard({ time: 1, text: 'yes' })
  expect(new Set(chat.lines.value.map(({ number }) => number)).size).toBe(2)
})

test('what the customer wrote counts as unread until it is seen; what the technician wrote does not', () => {
  const { chat } = recorded()
  chat.say('Hello')
  chat.heard({ time: 1, text: 'Hello' })
  chat.heard({ time: 2, text: 'It does not print' })
  expect(chat.unread.value).toBe(2)
  chat.seen()
  expect(chat.unread.value).toBe(0)
})

test('a conversation that is begun anew goes on with what was written and typed before', () => {
  const earlier = recorded().chat
  earlier.heard({ time: 1, text: 'Hello' })
  earlier.draft.value = 'Good mor'
  const { chat, texts } = recorded()
  chat.follow(earlier)
  chat.heard({ time: 2, text: 'Are you there?' })
  expect(texts()).toEqual(['Hello', 'Are you there?'])
  expect(new Set(chat.lines.value.map(({ number }) => number)).size).toBe(2)
  expect(chat.unread.value).toBe(2)
  expect(chat.draft.value).toBe('Good mor')
})

test('the oldest lines make room after a thousand', () => {
  const { chat, texts } = recorded()
  for (let count = 1; count <= 1001; count++) chat.heard({ time: count, text: String(count) })
  expect(texts()).toHaveLength(1000)
  expect(texts().at(0)).toBe('2')
  expect(texts().at(-1)).toBe('1001')
})
