import { beforeEach, expect, test } from 'vitest'
import { Chat } from '../../../../src/applet/chat/chat.ts'
import { carryOutWishes } from '../../../../src/applet/customer/wishes.ts'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { Files } from '../../../../src/applet/files/files.ts'
import { Consent } from '../../../../src/applet/permission/consent.ts'
import { GrantTimes } from '../../../../src/applet/permission/grant-times.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PromptQueue } from '../../../../src/applet/permission/prompt-queue.ts'
import { Questions } from '../../../../src/applet/permission/questions.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import type { TechnicianPages } from '../../../../src/applet/session/technician-pages.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TestCustomer } from '../../../support/test-customer.ts'
import { until } from '../../../support/until.ts'

const asker = { technician: 'Tess', company: 'Contoso', isVerified: true }

let gate: PermissionGate
let customer: TestCustomer
let chat: Chat
let sessionLog: SessionLog
let sent: string[]
let opened: string[]
let pages: { conversation: object | undefined }

beforeEach(() => {
  const clock = new FakeClock()
  gate = new PermissionGate()
  customer = new TestCustomer()
  sessionLog = new SessionLog(clock)
  const events = new EventStream()
  const prompts = new PromptQueue({ gate, ui: customer, clock, promptMs: 60_000 })
  const questions = new Questions(englishSpeaker)
  const times = new GrantTimes(gate, clock)
  const consent = new Consent({ gate, prompts, questions, times, log: sessionLog, events })
  chat = new Chat({ ui: customer, sessionLog, events })
  sent = []
  opened = []
  pages = { conversation: { asker, say: (text: string) => sent.push(text) } }
  const files = new Files({ gate, sessionLog, events, clock })
  carryOutWishes({
    files,
    ...{ ui: customer, gate, consent, prompts, questions, chat, sessionLog, clock },
    pages: pages as unknown as TechnicianPages,
    openUrl: (url) => opened.push(url),
  })
})

test('what the customer writes goes out, and is marked when it has arrived', () => {
  customer.write('Hello')
  customer.write('Are you there?')
  expect(sent).toEqual(['Hello', 'Are you there?'])
  expect(customer.chat.map(({ delivered }) => delivered)).toEqual([false, false])
  chat.delivered(1)
  expect(customer.chat.map(({ delivered }) => delivered)).toEqual([true, false])
})

test('what nobody can read yet is not lost without a word', () => {
  pages.conversation = undefined
  customer.write('Hello')
  expect(customer.chat).toEqual([])
  expect(sessionLog.entries.at(-1)?.kind).toBe('chat-not-sent')
})

test('[GATE-2] a switch that is turned on only asks; turned off it takes back at once', async () => {
  customer.does('switched', { permission: 'control', on: true })
  const prompt = await customer.nextPrompt()
  expect(gate.granted).toEqual([])
  expect(prompt.text).toContain('Do you want to allow Tess of Contoso to')
  prompt.answer('yes')
  await until(() => gate.granted.length > 0)
  customer.does('switched', { permission: 'control', on: false })
  expect(gate.granted).toEqual(['view'])
})

test('a link in the chat opens after a question that shows all of it', async () => {
  customer.does('linkPressed', 'https://example.com/help?id=1')
  const prompt = await customer.nextPrompt()
  expect(prompt.text).toContain('https://example.com/help?id=1')
  expect(opened).toEqual([])
  prompt.answer('yes')
  await until(() => opened.length > 0)
  expect(opened).toEqual(['https://example.com/help?id=1'])
})

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://contoso.com@evil.example/',
  'https://example.com/\u202Egpj.exe',
  'ms-settings:',
  '',
])('what is no plain web address is not even asked about: %j', async (url) => {
  customer.does('linkPressed', url)
  await Promise.resolve()
  expect(customer.promptsSeen).toBe(0)
})

test('a link that is refused stays closed', async () => {
  customer.does('linkPressed', 'https://example.com/')
  const prompt = await customer.nextPrompt()
  prompt.answer('no')
  await Promise.resolve()
  expect(opened).toEqual([])
})
