import { expect, test } from 'vitest'
import { activitySentence } from '../../../../src/console/session/activity-sentence.ts'
import type { Permission } from '../../../../src/protocol/permission.ts'

const sentence = (kind: string, permissions: Permission[] = [], text = 'For the customer.') =>
  activitySentence({ type: 'activity-logged', time: 1, kind, permissions, text })

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
  expect(sentence('test-mode')).toBe('For the customer.')
  expect(sentence('permission-yes')).toBe('For the customer.')
})

test('what became of the connection and of the digits is told from where the technician sits', () => {
  expect(sentence('code-shown')).toBe('The customer sees the six digits')
  expect(sentence('code-wrong')).toBe('The digits that were typed did not match')
  expect(sentence('verified')).toBe("Verified: these are the customer's digits")
  expect(sentence('connection-cut')).toMatch(/cut$/)
  expect(sentence('connection-resumed')).toMatch(/back$/)
})

test('whoever is "You" to the customer’s program is the customer to the technician', () => {
  expect(sentence('chat', [], 'You: It does not print. {text}')).toBe('The customer wrote: It does not print. {text}')
  expect(sentence('chat', [], 'Tess: You: what?')).toBe('Tess: You: what?')
})
