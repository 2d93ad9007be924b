import { expect, test } from 'vitest'
import customerWords from '../../../../src/applet/words/en.json' with { type: 'json' }
import { activitySentence } from '../../../../src/console/session/activity-sentence.ts'
import type { Permission } from '../../../../src/protocol/permission.ts'

type Values = Readonly<Record<string, string | number>>

const said = { type: 'activity-logged', seq: 1, time: 1, text: 'For the customer.', hash: '0'.repeat(64) } as const
const sentence = (kind: string, permissions: Permission[] = [], values: Values = {}) =>
  activitySentence({ ...said, kind, permissions, values })

test.each(['connecting', 'waiting', 'active', 'reconnecting', 'ended'])(
  'that the session is %s tells the broker already',
  (status) => {
    expect(sentence(`session-${status}`)).toBeUndefined()
  },
)

test('what became of a permission is told from where the technician stands', () => {
  expect(sentence('permission-asked', ['view'])).toBe('You asked to see the screen')
  expect(sentence('permission-yes', ['control'])).toBe('The customer allowed you to use mouse and keyboard')
  expect(sentence('permission-no', ['view'])).toBe('The customer said No: you may not see the screen')
  expect(sentence('permission-ended', ['view'])).toBe('You may no longer see the screen')
  expect(sentence('permission-timeout', ['view'])).toBe('The customer did not answer whether you may see the screen')
})

test('what is taken back is named whole', () => {
  const both = 'The customer took it back: you may no longer see the screen or use mouse and keyboard'
  expect(sentence('permission-revoked', ['view', 'control'])).toBe(both)
  expect(sentence('permission-revoked', ['view'])).toBe('The customer took it back: you may no longer see the screen')
})

test('what this page does not know stands in the words of the applet', () => {
  expect(sentence('coffee-made')).toBe('For the customer.')
  expect(sentence('clipboard-sent')).toBe('For the customer.')
  expect(sentence('permission-yes')).toBe('For the customer.')
})

test('what became of the connection and of the digits is told from where the technician sits', () => {
  expect(sentence('code-shown')).toBe('The customer sees the six digits')
  expect(sentence('code-wrong')).toBe('The digits that were typed did not match')
  expect(sentence('verified')).toBe("Verified: these are the customer's digits")
  expect(sentence('connection-cut')).toMatch(/cut$/)
  expect(sentence('connection-resumed')).toMatch(/back$/)
})

test('values are told, and a chat line is not read for anything but its text', () => {
  expect(sentence('chat-customer', [], { text: 'It does not print. {text}' })).toBe(
    'The customer wrote: It does not print. {text}',
  )
  expect(sentence('chat-technician', [], { name: 'Tess', text: 'You: what?' })).toBe('Tess wrote: You: what?')
  expect(sentence('clipboard-sent', [], { count: 1 })).toBe('The customer copied text, which came to you: 1 character')
  expect(sentence('clipboard-received', [], { count: 1200 })).toMatch(/1,200 characters$/)
  expect(sentence('permission-time', ['control'], { minutes: 5 })).toBe(
    'The customer allowed you for 5 minutes to use mouse and keyboard',
  )
  expect(sentence('technician-joins', [], { technician: 'Eve', before: 'Tess' })).toBe(
    'Eve wants to take over from Tess',
  )
})

test('the technician is told that answers come from a file', () => {
  expect(sentence('test-mode')).toBe('Test mode: answers come from a file')
})

test('what became of a file is told with its size and SHA-256', () => {
  const file = { name: 'report.pdf', bytes: 2048, sha256: 'ab'.repeat(32) }
  expect(sentence('file-sent', [], file)).toBe(
    `You have the customer's file: report.pdf, 2,048 bytes, SHA-256 ${'ab'.repeat(32)}`,
  )
  expect(sentence('file-received', [], file)).toMatch(/^The customer has your file: report.pdf/)
})

const KINDS = Object.keys(customerWords)
  .filter((key) => key.startsWith('log.'))
  .map((key) => key.replace(/^log\./, '').replace(/\.(one|other)$/, ''))

test.each([...new Set(KINDS)])('%s of this version’s applet is retold, not repeated', (kind) => {
  expect(sentence(kind, ['view'], { count: 3 })).not.toBe(said.text)
})
