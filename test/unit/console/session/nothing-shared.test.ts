import { expect, test } from 'vitest'
import { nothingShared } from '../../../../src/console/session/nothing-shared.ts'
import type { Conversation } from '../../../../src/console/session/situation.ts'
import type { Status } from '../../../../src/protocol/broker/status.ts'
import { NOTHING_ASKED } from '../../../support/open-conversation.ts'

const words = (status: Status, conversation?: Pick<Conversation, 'link' | 'present'> & Partial<Conversation>) =>
  nothingShared(
    { id: '0'.repeat(32), name: '', status, since: 0, createdAt: 0 },
    conversation && {
      consent: NOTHING_ASKED,
      latest: 'view',
      picture: false,
      screenLost: undefined,
      verification: { name: 'opening' },
      ...conversation,
    },
  )

const open = { name: 'open' } as const

test('"yet" only before the session has begun', () => {
  expect(words('Waiting')).toBe('Nothing is shared yet')
  expect(words('Active', { link: open, present: true })).toBe('Nothing is shared now')
  expect(words('Closed by technician')).toBe('Nothing is shared any more')
})

test('without the applet nobody knows, and nothing is lost', () => {
  const kept = 'Permissions are kept for up to five minutes'
  expect(words('Active', { link: { name: 'lost' }, present: false })).toBe(kept)
  expect(words('Reconnecting', { link: open, present: false })).toBe(kept)
  expect(words('Active', { link: open, present: false, verification: { name: 'verified' } })).toBe(kept)
  expect(words('Active', { link: open, present: false })).toBe("Connecting to the customer's computer …")
})

test('who was away for more than five minutes is asked again', () => {
  expect(words('Offline')).toBe('Permissions are over: the customer is asked again')
})

test('on hold nothing is, whether there is a line or not', () => {
  for (const link of [open, { name: 'lost' } as const]) {
    expect(words('On Hold', { link, present: false })).toBe('Nothing is shared while the session is on hold')
  }
})

test('while the customer sees the digits nothing is shared, whatever is granted', () => {
  const verification = { name: 'code-wanted', triesLeft: 3, until: 0, wrong: false, checking: false } as const
  expect(words('Active', { link: open, present: false, verification })).toBe('Nothing is shared yet')
  const paused = words('Active', { link: open, present: true, verification })
  expect(paused).toBe('Nothing is shared while the customer sees the digits')
})

test('what another window is shown is none of this one', () => {
  const replaced = { name: 'closed', code: 'replaced', detail: '' } as const
  expect(words('Active', { link: replaced, present: false })).toBe('Nothing is shared with this window')
})
