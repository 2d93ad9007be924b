import { expect, test } from 'vitest'
import { trustOf } from '../../../../src/console/session/trust.ts'
import { OPEN_CONVERSATION } from '../../../support/open-conversation.ts'

const codeWanted = { name: 'code-wanted', triesLeft: 3, until: 0, wrong: false, checking: false } as const

test('verified and unverified are what they are called', () => {
  expect(trustOf({ ...OPEN_CONVERSATION, verification: { name: 'verified' } }, true)).toBe('verified')
  expect(trustOf({ ...OPEN_CONVERSATION, verification: { name: 'unverified' } }, true)).toBe('unverified')
})

test('while the digits are wanted it is unverified where it works, and pending where it does not', () => {
  expect(trustOf({ ...OPEN_CONVERSATION, verification: codeWanted }, true)).toBe('unverified')
  expect(trustOf({ ...OPEN_CONVERSATION, present: false, verification: codeWanted }, false)).toBe('pending')
})

test('nothing is claimed of somebody to whom there is no line', () => {
  const verification = { name: 'verified' } as const
  expect(trustOf({ ...OPEN_CONVERSATION, verification: { name: 'opening' } }, false)).toBeUndefined()
  expect(trustOf({ ...OPEN_CONVERSATION, verification, present: false }, true)).toBeUndefined()
  expect(trustOf({ ...OPEN_CONVERSATION, verification, link: { name: 'lost' } }, true)).toBeUndefined()
})
