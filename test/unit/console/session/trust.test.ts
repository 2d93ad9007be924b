import { expect, test } from 'vitest'
import type { Conversation } from '../../../../src/console/session/situation.ts'
import { trustOf } from '../../../../src/console/session/trust.ts'

const open: Conversation = {
  link: { name: 'open' },
  present: true,
  verification: { name: 'verified' },
  consent: { view: 'none', control: 'none' },
  latest: 'view',
  picture: false,
  screenLost: undefined,
}

const codeWanted = { name: 'code-wanted', triesLeft: 3, until: 0, wrong: false, checking: false } as const

test('verified and unverified are what they are called', () => {
  expect(trustOf({ ...open, verification: { name: 'verified' } }, true)).toBe('verified')
  expect(trustOf({ ...open, verification: { name: 'unverified' } }, true)).toBe('unverified')
})

test('while the digits are wanted it is unverified where it works, and pending where it does not', () => {
  expect(trustOf({ ...open, verification: codeWanted }, true)).toBe('unverified')
  expect(trustOf({ ...open, present: false, verification: codeWanted }, false)).toBe('pending')
})

test('nothing is claimed of somebody to whom there is no line', () => {
  const verification = { name: 'verified' } as const
  expect(trustOf({ ...open, verification: { name: 'opening' } }, false)).toBeUndefined()
  expect(trustOf({ ...open, verification, present: false }, true)).toBeUndefined()
  expect(trustOf({ ...open, verification, link: { name: 'lost' } }, true)).toBeUndefined()
})
